/** A terminal's Ctrl-C reaches us twice, from the terminal and from npm: so close together they are one wish, in milliseconds. */
const SAME_WISH_MS = 1_000;
/** Exit code of a program that a signal ended: 128 and the signal's number. */
const FORCED_EXIT_CODE = 130;

/** Resolves at the first SIGINT or SIGTERM; a later one ends the process at once. */
export const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    let firstMs: number | undefined;
    const wish = (): void => {
      if (firstMs !== undefined && performance.now() - firstMs > SAME_WISH_MS) process.exit(FORCED_EXIT_CODE);
      firstMs ??= performance.now();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, wish);
  });
