import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Turns } from './turns.js';

/** OWASP Password Storage Cheat Sheet: argon2id (the library's default) with 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashes at a time, of some 50 ms each on a thread of node's pool, which has four; and callers that wait for one. */
const LIMITS = { maxConcurrent: 2, maxWaiting: 200 };

/** Hashes and checks passwords, a bounded number at a time. */
export class Passwords {
  readonly #turns = new Turns(LIMITS);

  private constructor(private readonly hashOfNobody: string) {}

  static async create(): Promise<Passwords> {
    return new Passwords(await hash(randomBytes(32), PARAMETERS));
  }

  /** A PHC string with salt and parameters. Throws RateLimitedError where 200 others wait already. */
  hash(password: string): Promise<string> {
    return this.#turns.run(() => hash(password, PARAMETERS));
  }

  /** Whether the password made the hash. Takes as long where there is no hash, so that time does not tell who has an account. Throws RateLimitedError where 200 others wait already. */
  async verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    const matches = await this.#turns.run(() => verify(passwordHash ?? this.hashOfNobody, password));
    return passwordHash !== undefined && matches;
  }
}
