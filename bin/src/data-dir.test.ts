import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDataDir } from './data-dir.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'souk-data-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('openDataDir', () => {
  it('makes the folder, and leaves no lock behind', () => {
    const path = join(folder, 'deep', 'data');
    const dataDir = openDataDir(path);
    expect(existsSync(join(path, 'lock'))).toBe(true);
    dataDir.release();
    expect(existsSync(join(path, 'lock'))).toBe(false);
  });

  it('refuses a folder that cannot be made, at once', () => {
    expect(() => openDataDir('/proc/souk/data')).toThrow(/^SOUK_DATA_DIR: expected a folder that can be written at \/proc\/souk\/data, found/);
  });

  it('refuses a folder that a living process holds, and names it', () => {
    const other = spawn('sleep', ['30']);
    try {
      openDataDir(folder);
      const lock = JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')) as { startedAt: string };
      const stat = readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(' ');
      writeFileSync(join(folder, 'lock'), JSON.stringify({ ...lock, pid: other.pid, startedAt: stat[21] }));
      expect(() => openDataDir(folder)).toThrow(`found it in use by process ${other.pid}`);
      // The same number, given to a process that began at another time.
      writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: other.pid, startedAt: '1' }));
      openDataDir(folder).release();
    } finally {
      other.kill();
    }
  });

  it('takes over from a process that is dead, and from a lock that was cut short', () => {
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 2 ** 22 + 1, startedAt: '5' }));
    openDataDir(folder).release();
    writeFileSync(join(folder, 'lock'), '{"pid":');
    openDataDir(folder).release();
  });

  it('says in one line that a file is in the way', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => openDataDir(join(folder, 'file', 'data'))).toThrow(/^SOUK_DATA_DIR: expected a folder that can be written at .*, found a file in its way: make it writable, or set another folder\.$/);
  });
});
