/** A start that cannot go on: its message is one line for a person (expected, found, do). */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** What a person reads where a program ends early: one line, without a stack. */
export const oneLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ').trim();

/** Ends the program with one line on standard error. */
export const fail = (what: string, error: unknown): never => {
  process.stderr.write(`${what}: ${oneLine(error)}\n`);
  process.exit(1);
};
