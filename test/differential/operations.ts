import fc from 'fast-check';
import { Kind, isInputType, typeFromAST, type GraphQLInputType, type GraphQLSchema, type VariableDefinitionNode } from 'graphql';
import { type Federation } from '../contract/support/federation.js';
import { diceOf } from './dice.js';
import { generateDocument, generateVariables, type OperationTerms } from './generate-operation.js';
import { type GeneratedOperation } from './operation.js';
import { smallerOperations } from './shrink-operation.js';

/** Runs of one document: planning costs far more than running. */
export const RUNS_PER_DOCUMENT = 8;
/** Of 1,000 fields how many fail, one of them for each run. */
const FAILURE_RATES = [0, 0, 20, 60, 200] as const;

/** Random operations over a federation; fast-check shrinks one that fails by cutting pieces off its document. */
export const operationsOf = (federation: Federation): fc.Arbitrary<GeneratedOperation> =>
  new OperationArbitrary({ schema: federation.schema, oneOf: oneOfTypes(federation) });

class OperationArbitrary extends fc.Arbitrary<GeneratedOperation> {
  constructor(private readonly terms: OperationTerms) {
    super();
  }

  override generate(random: fc.Random): fc.Value<GeneratedOperation> {
    const dice = diceOf((min, max) => random.nextInt(min, max));
    const document = generateDocument(this.terms, dice);
    const runs = Array.from({ length: RUNS_PER_DOCUMENT }, () => ({
      variables: generateVariables(this.terms, document, dice, declaredType),
      seed: { values: dice.below(1_000_000), failures: dice.below(1_000_000), failuresPerMille: dice.pick(FAILURE_RATES) },
    }));
    return new fc.Value({ document, runs }, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is GeneratedOperation {
    return typeof value === 'object' && value !== null && 'document' in value;
  }

  override shrink(value: GeneratedOperation): fc.Stream<fc.Value<GeneratedOperation>> {
    const terms = this.terms;
    return new fc.Stream((function* () {
      for (const smaller of smallerOperations(terms.schema, value)) yield new fc.Value(smaller, undefined);
    })());
  }
}

const declaredType = (schema: GraphQLSchema, { type }: VariableDefinitionNode): GraphQLInputType | undefined => {
  const declared = type.kind === Kind.NAMED_TYPE ? typeFromAST(schema, type) : type.kind === Kind.LIST_TYPE ? typeFromAST(schema, type) : typeFromAST(schema, type);
  return isInputType(declared) ? declared : undefined;
};

/** The API schema does not say which input types want exactly one field; the subgraphs' definitions do. */
const oneOfTypes = ({ subgraphs }: Federation): ReadonlySet<string> =>
  new Set(subgraphs.flatMap(({ schema }) => Object.values(schema.getTypeMap()).flatMap((type) => ('isOneOf' in type && type.isOneOf === true ? [type.name] : []))));
