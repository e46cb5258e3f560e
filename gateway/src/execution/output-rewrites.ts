import { type FetchDataKeyRenamer, type FetchDataRewrite } from '@apollo/query-planner';
import { type GraphQLSchema } from 'graphql';
import { isDataObject } from './data.js';
import { isOfType } from './representation.js';

const FRAGMENT = '... on ';

/** Gives fields that the planner had to send under another name (two fields of one key that cannot travel together) the key under which they are expected. */
export const applyOutputRewrites = (rewrites: readonly FetchDataRewrite[], value: unknown, schema: GraphQLSchema): void => {
  for (const rewrite of rewrites) {
    if (rewrite.kind !== 'KeyRenamer') throw new Error(`A plan has an output rewrite that is not known: ${JSON.stringify(rewrite)}.`);
    rename(rewrite, value, 0, schema);
  }
};

const rename = (rewrite: FetchDataKeyRenamer, value: unknown, at: number, schema: GraphQLSchema): void => {
  if (Array.isArray(value)) {
    for (const item of value) rename(rewrite, item, at, schema);
    return;
  }
  const part = rewrite.path[at];
  if (!isDataObject(value) || part === undefined) return;
  if (part.startsWith(FRAGMENT)) {
    // An object without a `__typename` was asked for by its only possible type.
    if (value['__typename'] === undefined || isOfType(schema, value['__typename'], part.slice(FRAGMENT.length))) rename(rewrite, value, at + 1, schema);
  } else if (at < rewrite.path.length - 1) rename(rewrite, value[part], at + 1, schema);
  else if (value[part] !== undefined) {
    value[rewrite.renameKeyTo] = value[part];
    value[part] = undefined;
  }
};
