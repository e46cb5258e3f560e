import { assertInvariant, type Clock } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { type Saga, type SagaState } from './definition.js';
import { insertSaga, type SagaRow } from './saga-store.js';

/**
 * Writes a saga's first record in the caller's transaction, so that what it is about and the promise to finish it are
 * one commit. It is leased to the caller, and nothing runs yet: hand what this gives to the runner's `begin` after the commit; if nobody does,
 * `recover` takes it up when the lease has run out. A second start under the same gid (a uuid) fails on the primary key.
 */
export const startSaga = async <State extends SagaState>(tx: Transaction, saga: Saga<State>, gid: string, state: State, clock: Clock): Promise<StartedSaga> => {
  const first = saga.steps[0];
  assertInvariant(first !== undefined, `saga '${saga.name}' has steps`);
  return insertSaga(tx, { gid, name: saga.name, state, step: first.name }, clock.now());
};

/** A saga that has been promised, and its lease. */
export type StartedSaga = SagaRow;
