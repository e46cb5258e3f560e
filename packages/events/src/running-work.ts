import { type Running } from './broker.js';

/** Background work that stops by a signal, one piece at a time or all together. */
export class RunningWork {
  private readonly running = new Set<Running>();

  /** Begins the work, which ends soon after its signal aborts and never rejects. */
  start(work: (signal: AbortSignal) => Promise<void>): Running {
    const controller = new AbortController();
    const done = work(controller.signal);
    const running: Running = {
      stop: async () => {
        controller.abort();
        await done;
        this.running.delete(running);
      },
    };
    this.running.add(running);
    return running;
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.running].map((running) => running.stop()));
  }
}
