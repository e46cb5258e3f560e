/** What a client was told, and after how long. */
export interface Answer {
  /** `ok`, `in progress`, or the code of the refusal. */
  readonly kind: string;
  readonly ms: number;
}

export interface Driven {
  readonly answers: readonly Answer[];
  /** From the first request to the last answer. */
  readonly seconds: number;
}

/** Of the closed loop, for all subjects. */
export const LANES = 32;

/** Sends the next request, if there is one. */
export type Send = () => Promise<string> | undefined;

/** All lanes send as soon as they are answered; ends after that time, or when there is nothing left to send. */
export const closedLoop = (seconds: number) => async (send: Send): Promise<Driven> => {
  const answers: Answer[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  const lane = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      const sentAt = performance.now();
      const answered = send();
      if (answered === undefined) return;
      answers.push({ kind: await answered, ms: performance.now() - sentAt });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { answers, seconds: (performance.now() - startedAt) / 1_000 };
};

/** Sends at a fixed rate, whether answers have come or not; times count from when a request was due, so that a sender that is late hides nothing. */
export const openLoop = (perSecond: number, seconds: number) => async (send: Send): Promise<Driven> => {
  const answers: Answer[] = [];
  const underWay: Promise<void>[] = [];
  const startedAt = performance.now();
  const total = Math.floor(perSecond * seconds);
  for (let index = 0; index < total; index += 1) {
    const dueAt = startedAt + (index * 1_000) / perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await new Promise((resolve) => { setTimeout(resolve, waitMs); });
    const answered = send();
    if (answered === undefined) break;
    underWay.push(answered.then((kind) => void answers.push({ kind, ms: performance.now() - dueAt })));
  }
  await Promise.all(underWay);
  return { answers, seconds: (performance.now() - startedAt) / 1_000 };
};
