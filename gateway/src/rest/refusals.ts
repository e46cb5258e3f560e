import { isAbstractType, isInterfaceType, type GraphQLNamedType } from 'graphql';
import { selectFields, type SelectedField, type SelectionContext, selectionsOf } from './select-fields.js';

/** What the types of expected refusals implement; schema/README.md. */
const REFUSAL_INTERFACE = 'UserError';
/** Any other refusal is 422: the request was understood, and the shop says no. */
const REFUSED_STATUS = 422;
const STATUS_BY_TYPE: Readonly<Record<string, number>> = { ConflictError: 409, InvalidCredentialsError: 401, NotFoundError: 404, RateLimitedError: 429 };

/** The refusals that a root field may answer with as data, by type: each with its HTTP status. Empty where the operation does not ask for `__typename`, because then nothing tells a refusal from a success. */
export const refusalsOf = (type: GraphQLNamedType, { nodes }: SelectedField, context: SelectionContext): ReadonlyMap<string, number> => {
  const refusal = context.schema.getType(REFUSAL_INTERFACE);
  if (!isAbstractType(type) || !isInterfaceType(refusal)) return new Map();
  const refusals = context.schema.getPossibleTypes(type).filter((member) => member.getInterfaces().includes(refusal));
  return new Map(refusals
    .filter((member) => selectFields(member, selectionsOf(nodes), context).get('__typename')?.name === '__typename')
    .map(({ name }) => [name, STATUS_BY_TYPE[name] ?? REFUSED_STATUS]));
};
