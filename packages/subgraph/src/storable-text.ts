import { BREAK, GraphQLError, visit, type DocumentNode, type StringValueNode } from 'graphql';

/** NUL, and half of a character that UTF-16 writes in two, for which there is no UTF-8. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** Documents come again and again, and never change. */
const sound = new WeakSet<DocumentNode>();

/**
 * What is wrong with an operation whose literals or variables hold text that PostgreSQL cannot store (BAD_USER_INPUT), or undefined.
 * Checked here once for every input there is, so that no resolver, command or statement has to.
 */
export const unstorableText = (document: DocumentNode, variables: Readonly<Record<string, unknown>> | null | undefined): GraphQLError | undefined => {
  const place = findUnstorable(variables ?? {});
  if (place !== undefined) return refusal(`Variable "$${place}"`);
  const literal = sound.has(document) ? undefined : unstorableLiteral(document);
  if (literal !== undefined) return refusal('A text', literal);
  sound.add(document);
  return undefined;
};

/** Longest place that a message names, in characters. */
const MAX_PLACE_LENGTH = 100;

/** Where such a text is, e.g. `input.users.7.name`. Keys count too: a JSON value is stored with them. Not recursive: a body may be nested deeper than the stack. */
const findUnstorable = (variables: Readonly<Record<string, unknown>>): string | undefined => {
  const open = Object.entries(variables).map(([key, value]) => ({ place: key, key, value }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { place, key, value } = next;
    if (UNSTORABLE.test(key) || (typeof value === 'string' && UNSTORABLE.test(value))) return place.slice(0, MAX_PLACE_LENGTH).replaceAll(/[\0\p{Surrogate}]/gu, '?');
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, part] of Object.entries(value)) open.push({ place: `${place}.${name}`, key: name, value: part as unknown });
  }
  return undefined;
};

const unstorableLiteral = (document: DocumentNode): StringValueNode | undefined => {
  let found: StringValueNode | undefined;
  visit(document, {
    StringValue: (node) => {
      if (!UNSTORABLE.test(node.value)) return undefined;
      found = node;
      return BREAK;
    },
  });
  return found;
};

const refusal = (what: string, node?: StringValueNode): GraphQLError =>
  // Apollo Server reads the status there.
  new GraphQLError(`${what} must not contain NUL or half a character (a lone surrogate).`, { nodes: node ?? null, extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
