import { beforeAll, describe, expect, it } from '@jest/globals';
import { Passwords } from './passwords.js';

describe('Passwords', () => {
  let passwords: Passwords;
  beforeAll(async () => {
    passwords = await Passwords.create();
  });

  it('keeps argon2id with OWASP parameters, salted', async () => {
    const [first, second] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(second).not.toBe(first);
  });

  it('knows the password that made the hash, and no other', async () => {
    const hash = await passwords.hash('correct horse');
    expect(await passwords.verify(hash, 'correct horse')).toBe(true);
    expect(await passwords.verify(hash, 'Correct horse')).toBe(false);
  });

  it('does the same work where there is no hash, and says no', async () => {
    const hash = await passwords.hash('correct horse');
    const time = async (given: string | undefined): Promise<number> => {
      const startedMs = performance.now();
      for (let count = 0; count < 5; count += 1) await passwords.verify(given, 'wrong password');
      return performance.now() - startedMs;
    };
    const known = await time(hash);
    const unknown = await time(undefined);
    expect(unknown).toBeGreaterThan(known / 4);
    expect(await passwords.verify(undefined, 'correct horse')).toBe(false);
  });
});
