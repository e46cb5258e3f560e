import { assertInvariant, type Clock } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { type Saga, type SagaState } from './definition.js';
import { insertSaga } from './saga-store.js';

/**
 * Writes a saga's first record in the caller's transaction, so that what it is about and the promise to finish it are
 * one commit. Nothing runs yet: hand `gid` (a uuid) to the runner after the commit; if nobody does, `recover` will.
 * A second start under the same gid fails on the primary key.
 */
export const startSaga = async <State extends SagaState>(tx: Transaction, saga: Saga<State>, gid: string, state: State, clock: Clock): Promise<void> => {
  const first = saga.steps[0];
  assertInvariant(first !== undefined, `saga '${saga.name}' has steps`);
  await insertSaga(tx, { gid, name: saga.name, state, step: first.name }, clock.now());
};
