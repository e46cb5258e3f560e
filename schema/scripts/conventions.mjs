// What every subgraph's SDL keeps to, beyond what composition checks.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Kind, parse } from 'graphql';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const REFUSABLE = ['authenticated', 'requiresScopes', 'policy'];
const has = (node, ...names) => node.directives?.some((directive) => names.includes(directive.name.value)) ?? false;
const isNonNull = (field) => field.type.kind === Kind.NON_NULL_TYPE;
const namedType = (type) => (type.type ? namedType(type.type) : type.name.value);
const keys = (type) => type.directives.filter((directive) => directive.name.value === 'key');
const keyFields = (type) => keys(type).flatMap((key) => key.arguments.find((argument) => argument.name.value === 'fields').value.value.split(/\W+/));
const isStub = (type) => keys(type).length > 0 && keys(type).every((key) => key.arguments.some((argument) => argument.name.value === 'resolvable' && argument.value.value === false));

const problems = [];
for (const name of readdirSync('subgraphs').sort()) {
  const definitions = parse(readFileSync(`subgraphs/${name}/schema.graphql`, 'utf8')).definitions;
  const stubs = new Set(definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION && isStub(node)).map((node) => node.name.value));
  for (const type of definitions) checkType(name, type, stubs);
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log('schema conventions hold');

function checkType(subgraph, type, stubs) {
  const isObject = type.kind === Kind.OBJECT_TYPE_DEFINITION;
  const isRoot = isObject && ['Query', 'Mutation', 'Subscription'].includes(type.name.value);
  const isContribution = isObject && keys(type).length > 0 && !isStub(type) && !type.interfaces.some((parent) => parent.name.value === 'Node') && !type.description;
  const report = (where, what) => problems.push(`${subgraph}: ${where}: ${what}`);
  if (isRoot && type.name.value === 'Mutation') type.fields.forEach((field) => checkMutation(field, report));
  if (!isObject) return;
  for (const field of type.fields) {
    const where = `${type.name.value}.${field.name.value}`;
    if (isRoot && !field.description) report(where, 'a root field has a description: the schema is the manual');
    if (has(field, ...REFUSABLE) && isNonNull(field)) report(where, 'may be refused, so it is nullable: a refusal costs the field, not its parent');
    if (type.name.value === 'Query' && isNonNull(field)) report(where, 'a root query field is nullable: an outage costs the field, not the whole answer');
    if (stubs.has(namedType(field.type)) && isNonNull(field)) report(where, 'another subgraph resolves it, so it is nullable: an outage costs the field, not its parent');
    if (isContribution && isNonNull(field) && !keyFields(type).includes(field.name.value) && !has(field, 'external')) report(where, 'contributed to a type of another subgraph, so it is nullable');
    if (/Connection!?$/.test(namedType(field.type)) && !has(field, 'listSize')) report(where, 'a connection says how it is sized: @listSize');
  }
}

function checkMutation(field, report) {
  const where = `Mutation.${field.name.value}`;
  const [input, ...others] = field.arguments;
  const verbNoun = field.name.value[0].toUpperCase() + field.name.value.slice(1);
  if (namedType(field.type) !== `${verbNoun}Result`) report(where, `answers with ${verbNoun}Result`);
  if (input && (others.length > 0 || input.name.value !== 'input' || namedType(input.type) !== `${verbNoun}Input`)) report(where, `takes one argument, input: ${verbNoun}Input!`);
}
