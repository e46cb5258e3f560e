import { type EventLog } from '../event-log.js';

/** A log that is on offer, and its readers. */
export interface PublishedLog {
  readonly log: EventLog;
  /** Aborts when the log is withdrawn. */
  readonly withdrawn: AbortSignal;
  /** Work that still reads the log. */
  readonly readers: Set<Promise<void>>;
}

/** The logs on offer in this process, by service. Consumers may ask before a publisher has started. */
export class PublishedLogs {
  private readonly logs = new Map<string, PublishedLog>();
  private readonly waiting = new Set<() => void>();

  offer(log: EventLog, withdrawn: AbortSignal): PublishedLog {
    const published: PublishedLog = { log, withdrawn, readers: new Set() };
    this.logs.set(log.service, published);
    for (const resolve of this.waiting) resolve();
    return published;
  }

  withdraw(published: PublishedLog): void {
    if (this.logs.get(published.log.service) === published) this.logs.delete(published.log.service);
  }

  /** The service's log as soon as there is one; undefined when the signal aborts before. */
  async find(service: string, signal: AbortSignal): Promise<PublishedLog | undefined> {
    while (!signal.aborted) {
      const published = this.logs.get(service);
      if (published) return published;
      await new Promise<void>((resolve) => {
        const done = (): void => {
          this.waiting.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.waiting.add(done);
        signal.addEventListener('abort', done);
      });
    }
    return undefined;
  }
}
