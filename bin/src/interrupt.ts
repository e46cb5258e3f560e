/** Exit code of a program that a signal ended: 128 and the signal's number. */
const FORCED_EXIT_CODE = 130;

/** A terminal's Ctrl-C reaches us twice, from the terminal and from npm: so close together they are one wish. */
const SAME_WISH_MS = 1_000;

/** Resolves at the first wish to end (SIGINT, SIGTERM, SIGHUP); a second one ends the program at once. */
export const interruption = (): Promise<undefined> =>
  new Promise((resolve) => {
    let firstMs: number | undefined;
    const wish = (): void => {
      if (firstMs !== undefined) {
        if (performance.now() - firstMs > SAME_WISH_MS) process.exit(FORCED_EXIT_CODE);
        return;
      }
      firstMs = performance.now();
      process.stdout.write('\nStopping … (once more ends it at once)\n');
      resolve(undefined);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, wish);
  });
