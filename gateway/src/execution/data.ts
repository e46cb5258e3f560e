/** What subgraphs sent, merged into one tree. */
export type DataObject = Record<string, unknown>;

export type Path = readonly (string | number)[];

export const isDataObject = (value: unknown): value is DataObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Merges what a fetch brought into a place of the tree: objects and lists of one length deeply, everything else replaces.
 * `__proto__` is nobody's key (`sourceKeyOf`): a subgraph that sends it would otherwise have its values merged into the prototype of every object.
 */
export const mergeInto = (target: DataObject, source: DataObject): void => {
  for (const key in source) {
    const value = source[key];
    if (value === undefined || key === '__proto__') continue;
    const present = target[key];
    if (typeof value === 'object' && value !== null && typeof present === 'object' && present !== null && present !== value) mergeValues(target, key, present, value);
    else target[key] = value;
  }
};

const mergeValues = (target: DataObject, key: string, present: object, value: object): void => {
  if (Array.isArray(present) && Array.isArray(value) && present.length === value.length) mergeLists(present, value);
  else if (isDataObject(present) && isDataObject(value)) mergeInto(present, value);
  else target[key] = value;
};

const mergeLists = (target: unknown[], source: readonly unknown[]): void => {
  for (const [index, value] of source.entries()) {
    const present = target[index];
    if (isDataObject(present) && isDataObject(value)) mergeInto(present, value);
    else if (Array.isArray(present) && Array.isArray(value) && present.length === value.length) mergeLists(present, value);
    else target[index] = value;
  }
};

/** The objects at a plan's path, `@` standing for every item of a list. */
export const collectObjects = (value: unknown, path: readonly (string | number)[], at: number, found: DataObject[]): void => {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    const next = path[at] === '@' ? at + 1 : at;
    for (const item of value) collectObjects(item, path, next, found);
    return;
  }
  const key = path[at];
  if (key === undefined) found.push(value as DataObject);
  else collectObjects((value as DataObject)[key], path, at + 1, found);
};

/** The same walk with the place of each object, list indexes included; for errors only. */
export const collectPlaces = (value: unknown, path: readonly (string | number)[], at: number, walked: Path, found: { readonly object: DataObject; readonly path: Path }[]): void => {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    const next = path[at] === '@' ? at + 1 : at;
    for (const [index, item] of value.entries()) collectPlaces(item, path, next, [...walked, index], found);
    return;
  }
  const key = path[at];
  if (key === undefined) found.push({ object: value as DataObject, path: walked });
  else collectPlaces((value as DataObject)[key], path, at + 1, [...walked, key], found);
};
