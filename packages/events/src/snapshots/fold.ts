/** How events become a state. It has no effects, and depends on nothing but the events. */
export interface Fold<State, Event extends FoldedEvent> {
  /** Its snapshots' name, for ever. */
  readonly name: string;
  /** Raise it with whatever lets the same events come to another state (the shape of `State`, `evolve`, an upcaster): snapshots of other versions are not used. */
  readonly schemaVersion: number;
  /** JSON, as every later state: a state that was a snapshot is equal to one that was not. */
  readonly initial: State;
  evolve(state: State, event: Event): State;
}

export interface FoldedEvent {
  /** What is folded: a stream's id, or the name of a part of one whose events have numbers of their own. */
  readonly subject: string;
  /** Its number among the subject's events: 1, 2, … without gaps. */
  readonly version: number;
  readonly occurredAt: Date;
}

/** Which events: those up to that version, those that had happened by that time; all where both are null. */
export interface FoldUntil {
  readonly version: number | null;
  readonly at: Date | null;
}

/** A subject's state after its first `version` events. */
export interface Snapshot<State> {
  readonly subject: string;
  readonly version: number;
  /** The latest time of those events; they need not have happened in the order in which they were told. Null where there is none. */
  readonly latestAt: Date | null;
  readonly state: State;
}

/** Where a fold came to: `version` is that of its last event, 0 where there was none. */
export type Folded<State> = Pick<Snapshot<State>, 'subject' | 'version' | 'state'>;

/** Folds one subject's events, oldest first, onto where it starts; `passed` are the states at every so many versions, as far as no event was left out. */
export const foldEvents = <State, Event extends FoldedEvent>(
  { evolve }: Fold<State, Event>, start: Snapshot<State>, events: readonly Event[], every: number,
): { readonly folded: Folded<State>; readonly passed: readonly Snapshot<State>[] } => {
  const passed: Snapshot<State>[] = [];
  const { subject } = start;
  let { version, latestAt, state } = start;
  events.forEach((event, index) => {
    state = evolve(state, event);
    version = event.version;
    if (latestAt === null || event.occurredAt > latestAt) latestAt = event.occurredAt;
    const isPrefix = version === start.version + index + 1;
    if (isPrefix && version % every === 0) passed.push({ subject, version, latestAt, state });
  });
  return { folded: { subject, version, state }, passed };
};
