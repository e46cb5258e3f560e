import { type Socket } from 'node:net';

/** Bytes kept while a way is stalled; then its sender is made to wait. */
const MAX_HELD_BYTES = 4 * 1024 * 1024;

/** How one way of a line behaves at the moment. */
export interface Weather {
  /** Nothing arrives until it is over; then all of it does, as after lost packets. */
  readonly stalled: boolean;
  /** What the next bytes need to arrive, in milliseconds. */
  delayMs(): number;
}

/** One direction of one connection: bytes arrive in their order, when the weather allows it. */
export class Lane {
  readonly #waiting: { readonly bytes: Buffer | undefined; readonly dueMs: number }[] = [];
  #timer: NodeJS.Timeout | undefined;
  #held = 0;

  constructor(private readonly from: Socket, private readonly to: Socket, private readonly weather: () => Weather, onBytes: (bytes: Buffer) => void) {
    from.on('data', (bytes: Buffer) => {
      onBytes(bytes);
      this.#add(bytes);
    });
    from.on('end', () => this.#add(undefined));
  }

  /** To be called when the weather has changed. */
  pump(): void {
    clearTimeout(this.#timer);
    while (!this.weather().stalled) {
      const next = this.#waiting[0];
      if (next === undefined) return;
      const waitMs = next.dueMs - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.pump(), waitMs);
        return;
      }
      this.#waiting.shift();
      this.#held -= next.bytes?.length ?? 0;
      if (this.#held < MAX_HELD_BYTES) this.from.resume();
      if (next.bytes === undefined) this.to.end();
      else if (!this.to.destroyed) this.to.write(next.bytes);
    }
  }

  #add(bytes: Buffer | undefined): void {
    this.#held += bytes?.length ?? 0;
    if (this.#held >= MAX_HELD_BYTES) this.from.pause();
    this.#waiting.push({ bytes, dueMs: performance.now() + this.weather().delayMs() });
    this.pump();
  }
}
