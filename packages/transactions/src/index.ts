export { MAX_BRANCH_LENGTH, withBarrier, type BarrierKey, type BarrierResult } from './barrier.js';
export { barrierMigration } from './barrier-migration.js';
export { defineSaga, type LocalStep, type ParallelStep, type RemoteStep, type Saga, type SagaFailure, type SagaState, type SagaStep, type StepContext } from './saga/definition.js';
export { sagaMigration } from './saga/saga-migration.js';
export { createSagaRunner, type SagaCounts, type SagaOutcome, type SagaRunner, type SagaRunnerOptions } from './saga/saga-runner.js';
export { type InDoubtSaga } from './saga/saga-store.js';
export { startSaga } from './saga/start-saga.js';
