import DataLoader from 'dataloader';

/** A loader of one row per key, undefined where there is none. */
export const loaderOfOne = <Row>(read: (keys: readonly string[]) => Promise<readonly Row[]>, keyOf: (row: Row) => string): DataLoader<string, Row | undefined> =>
  new DataLoader(async (keys) => {
    const rows = new Map((await read(keys)).map((row) => [keyOf(row), row]));
    return keys.map((key) => rows.get(key));
  });

/** A loader of all rows that belong to a key, in the order they were read. */
export const loaderOfMany = <Row>(read: (keys: readonly string[]) => Promise<readonly Row[]>, ownerOf: (row: Row) => string): DataLoader<string, readonly Row[]> =>
  new DataLoader(async (keys) => {
    const groups = groupBy(await read(keys), ownerOf);
    return keys.map((key) => groups.get(key) ?? []);
  });

/** A key with arguments, as a field with arguments has them. */
export interface ArgumentKey<Arguments> {
  readonly id: string;
  readonly args: Arguments;
}

/** As `loaderOfMany`, for fields with arguments: one read per set of arguments, and not one per key. */
export const loaderOfPages = <Arguments, Row>(
  read: (ids: readonly string[], args: Arguments) => Promise<readonly Row[]>, ownerOf: (row: Row) => string,
): DataLoader<ArgumentKey<Arguments>, readonly Row[], string> =>
  new DataLoader(async (keys) => {
    const byArguments = groupBy(keys, ({ args }) => JSON.stringify(args));
    const readAlike = async (same: readonly ArgumentKey<Arguments>[]): Promise<ReadonlyMap<string, readonly Row[]>> => {
      const [first] = same;
      return first === undefined ? new Map() : groupBy(await read(same.map(({ id }) => id), first.args), ownerOf);
    };
    const pages = new Map(await Promise.all([...byArguments].map(async ([text, same]) => [text, await readAlike(same)] as const)));
    return keys.map(({ id, args }) => pages.get(JSON.stringify(args))?.get(id) ?? []);
  }, { cacheKeyFn: ({ id, args }) => `${id} ${JSON.stringify(args)}` });

const groupBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
};
