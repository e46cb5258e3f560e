import { Kind, type DirectiveNode, type ValueNode } from 'graphql';
import { type Variables } from './cost-tree.js';

/** Whether a part of an operation is asked for; undefined where it always is. */
export type Condition = ((variables: Variables) => boolean) | undefined;

/** What `@skip` and `@include` say together. */
export const conditionOf = (directives: readonly DirectiveNode[] | undefined): Condition => {
  const skip = ifOf('skip', directives);
  const include = ifOf('include', directives);
  if (skip === undefined && include === undefined) return undefined;
  return (variables) => !(skip?.(variables) ?? false) && (include?.(variables) ?? true);
};

export const either = (left: Condition, right: Condition): Condition => (left === undefined || right === undefined ? undefined : (variables) => left(variables) || right(variables));

const ifOf = (name: string, directives: readonly DirectiveNode[] | undefined): ((variables: Variables) => boolean) | undefined => {
  const value = directives?.find((directive) => directive.name.value === name)?.arguments?.find((argument) => argument.name.value === 'if')?.value;
  return value && ((variables) => isTrue(value, variables));
};

const isTrue = (value: ValueNode, variables: Variables): boolean => {
  if (value.kind === Kind.BOOLEAN) return value.value;
  return value.kind === Kind.VARIABLE && variables[value.name.value] === true;
};
