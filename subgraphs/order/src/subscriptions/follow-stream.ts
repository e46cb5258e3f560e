import { iterate } from '@souk/subgraph';

export interface StreamSource<Event> {
  /** Events after that version, oldest first, at most `limit`. */
  read(afterVersion: number, limit: number): Promise<readonly Event[]>;
  /** Calls the listener after each change, perhaps too often; returns what ends it. */
  watch(listener: () => void): () => void;
}

/** Events of one read at most. */
const READ_LIMIT = 500;

/**
 * Every event of a stream after that version, once and in order: first what has happened, then what happens. Watching begins
 * before the first read, and each event is read by its version, so nothing falls between replay and live, nor comes twice.
 * Fails where a read does; the reader comes back with the last version it saw.
 */
export const followStream = <Event extends { readonly version: number }>({ read, watch }: StreamSource<Event>, afterVersion: number): AsyncIterableIterator<Event> =>
  iterate<Event>((sink) => {
    let last = afterVersion;
    let isReading = false;
    let isStale = false;
    const readOn = async (): Promise<void> => {
      for (let events = await read(last, READ_LIMIT); events.length > 0; events = events.length < READ_LIMIT ? [] : await read(last, READ_LIMIT)) {
        for (const event of events) sink.push(event);
        last = events.at(-1)?.version ?? last;
      }
    };
    const catchUp = async (): Promise<void> => {
      isStale = true;
      // One read at a time, or two would hand on the same events; the one under way looks again at its end.
      if (isReading) return;
      isReading = true;
      while (isStale) {
        isStale = false;
        await readOn();
      }
      isReading = false;
    };
    const onChange = (): void => void catchUp().catch((error: unknown) => sink.fail(error));
    const unwatch = watch(onChange);
    onChange();
    return unwatch;
  });
