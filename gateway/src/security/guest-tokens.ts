import { MAX_GUEST_ORDERS, UnauthenticatedError, verifyGuestToken, type KeySet, type Viewer } from '@souk/auth';
import { Kind, type FieldNode, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode, type ValueNode } from 'graphql';

const ARGUMENT = 'guestToken';

/** Every guest token that a root field of the operation is given, as a literal or by a variable; each once. */
export const guestTokensIn = (operation: OperationDefinitionNode, fragments: Readonly<Record<string, FragmentDefinitionNode>>, variables: Readonly<Record<string, unknown>>): readonly string[] => {
  const values = rootFieldsOf(operation.selectionSet, fragments, new Set()).flatMap((field) => field.arguments ?? []).filter(({ name }) => name.value === ARGUMENT);
  return [...new Set(values.flatMap(({ value }) => stringOf(value, operation, variables) ?? []))].slice(0, MAX_GUEST_ORDERS);
};

/** The viewer with the orders that those tokens open. A token that does not verify opens nothing, and the answer is that of an order that does not exist. */
export const withGuestOrders = async (viewer: Viewer, tokens: readonly string[], keys: KeySet): Promise<Viewer> => {
  if (tokens.length === 0) return viewer;
  const orderIds = await Promise.all(tokens.map((token) => orderIdOf(token, keys)));
  return { ...viewer, guestOrderIds: [...new Set(orderIds.flatMap((orderId) => orderId ?? []))].sort() };
};

const orderIdOf = async (token: string, keys: KeySet): Promise<string | undefined> => {
  try {
    return (await verifyGuestToken(keys, token)).orderId;
  } catch (error) {
    if (error instanceof UnauthenticatedError) return undefined;
    throw error;
  }
};

const rootFieldsOf = ({ selections }: SelectionSetNode, fragments: Readonly<Record<string, FragmentDefinitionNode>>, seen: Set<string>): readonly FieldNode[] =>
  selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return rootFieldsOf(selection.selectionSet, fragments, seen);
    const fragment = fragments[selection.name.value];
    if (fragment === undefined || seen.has(selection.name.value)) return [];
    seen.add(selection.name.value);
    return rootFieldsOf(fragment.selectionSet, fragments, seen);
  });

const stringOf = (value: ValueNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): string | undefined => {
  if (value.kind === Kind.STRING) return value.value;
  if (value.kind !== Kind.VARIABLE) return undefined;
  const given = variables[value.name.value];
  if (given !== undefined) return typeof given === 'string' ? given : undefined;
  const fallback = operation.variableDefinitions?.find(({ variable }) => variable.name.value === value.name.value)?.defaultValue;
  return fallback?.kind === Kind.STRING ? fallback.value : undefined;
};
