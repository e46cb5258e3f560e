/** Rows of one file that are told one by one; the rest is only counted, so that a wrong file doesn't flood the screen. */
const MAX_TOLD_PER_FILE = 20;

export interface Rejects {
  /** A row that cannot be imported: which file, which line of it, and why. */
  readonly add: (file: string, line: number, reason: string) => void;
  /** One line per file that had any. */
  readonly summary: () => readonly string[];
}

export const createRejects = (tell: (line: string) => void): Rejects => {
  const counts = new Map<string, number>();
  return {
    add: (file, line, reason) => {
      const count = (counts.get(file) ?? 0) + 1;
      counts.set(file, count);
      if (count <= MAX_TOLD_PER_FILE) tell(`${file}:${line}: ${reason}`);
    },
    summary: () => [...counts].map(([file, count]) => `${file}: ${count} rows were left out${count > MAX_TOLD_PER_FILE ? ` (the first ${MAX_TOLD_PER_FILE} are named above)` : ''}.`),
  };
};
