export { createDatabase } from './create-database.js';
export { type Database, type DatabaseOptions, type EntityClass, type MigrationClass, type Transaction } from './database.js';
export { isRetryableTransaction, isUniqueViolation, sqlStateOf } from './database-errors.js';
export { queryIn } from './query-in.js';
export { RetryTransaction } from './retry-transaction.js';
