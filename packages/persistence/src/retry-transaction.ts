/** Thrown inside `database.transaction` where only a new transaction can succeed: it is rolled back and run again. */
export class RetryTransaction extends Error {
  override readonly name = 'RetryTransaction';
}
