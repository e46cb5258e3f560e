export { systemClock, type Clock } from './clock.js';
export { decodeCursor, encodeCursor } from './cursor.js';
export { DomainError, ConflictError, IdempotencyMismatchError, NotFoundError, OperationalError, ValidationError, assertInvariant, type FieldIssue } from './errors.js';
export { UUID_PATTERN, globalId, isUuid, newId, parseGlobalId, uuidOfHex, type IdPrefix } from './ids.js';
export { DEFAULT_UNIT_GRAMS, MAX_PAGE_SIZE, MAX_QUANTITY } from './limits.js';
export { CURRENCY_CODES, MAX_AMOUNT_MINOR, addMoney, decimalOf, isCurrencyCode, money, multiplyMoney, sumMoney, type CurrencyCode, type Money } from './money.js';
export { systemRandom, type Random } from './random.js';
export { retry, sleep, withDeadline, type RetryOptions } from './wait.js';
