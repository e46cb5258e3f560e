/** Folders that the shell looks for programs in. */
export const searchPath = (): string => process.env['PATH'] ?? '';

const NEEDED = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'LD_LIBRARY_PATH', 'NODE_OPTIONS'];

/** What any program needs of our environment; the rest, secrets above all, is for us alone. */
export const programEnvironment = (): Readonly<Record<string, string>> =>
  Object.fromEntries(NEEDED.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  }));
