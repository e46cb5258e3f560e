/** Something that goes on until it is stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** A service that runs. */
export interface Service extends Stoppable {
  readonly name: string;
  /** Base URL: GraphQL at /graphql, RPC at /rpc, health at /health. */
  readonly url: string;
}

type Stop = () => unknown;

/**
 * Starts a service part by part: `start` tells `keep` how to stop each part as soon as it runs. `stop` of the result stops them, the last one first:
 * requests end before what they work with. Where `start` fails, the parts so far are stopped and its error is thrown on: nothing goes on half-started.
 * A part that does not stop cleanly keeps none of the others running; its error comes at the end. Stopping is idempotent.
 */
export const startParts = async <Result extends object>(start: (keep: (stop: Stop) => void) => Promise<Result>): Promise<Result & Stoppable> => {
  const stops: Stop[] = [];
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= stopAll(stops));
  try {
    return { ...(await start((part) => void stops.push(part))), stop };
  } catch (error) {
    // Why it could not start matters more than what then did not stop.
    await stop().catch(() => undefined);
    throw error;
  }
};

const stopAll = async (stops: Stop[]): Promise<void> => {
  const errors: unknown[] = [];
  for (const stop of stops.splice(0).reverse()) {
    try {
      await stop();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
};
