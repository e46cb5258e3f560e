import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@souk/embedded';
import { waitFor } from '@souk/testing';
import { Client } from 'pg';

const PASSWORD = 'p@ss/word:1';
const folders: string[] = [];
const servers: EmbeddedPostgres[] = [];

const newFolder = (mode = 0o755): string => {
  const folder = mkdtempSync(join(tmpdir(), 'souk-embedded-'));
  chmodSync(folder, mode);
  folders.push(folder);
  return join(folder, 'postgres');
};

const start = async (dataDir: string, options: { port?: number; databases?: string[]; password?: string } = {}): Promise<EmbeddedPostgres> => {
  const server = await startEmbeddedPostgres({ dataDir, port: 0, databases: ['shop'], password: PASSWORD, ...options });
  servers.push(server);
  return server;
};

const query = async <Row extends object>(server: EmbeddedPostgres, sql: string): Promise<readonly Row[]> => {
  const client = new Client({ connectionString: server.urlOf('shop') });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
};

const pidOf = (dataDir: string): number => Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);

const parentOf = (pid: number): number => Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')[3]);

/** The shell around a server and the shell that watches for its owner's end, the watcher first. */
const guardsOf = (pid: number): readonly number[] => {
  const shell = parentOf(pid);
  const others = execFileSync('pgrep', ['-P', String(shell)], { encoding: 'utf8' }).split('\n').map(Number).filter((child) => child > 0 && child !== pid);
  return [...others, shell];
};

/** A process that has ended has no command line, even while nobody has asked for its exit code. */
const isAlive = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
};

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('startEmbeddedPostgres', () => {
  it('makes the folder and the databases, and finds what was written at the next start', async () => {
    const dataDir = newFolder();
    const first = await start(dataDir);
    await query(first, 'CREATE TABLE note AS SELECT 1 AS id');
    await first.stop();
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false);

    const second = await start(dataDir, { databases: ['shop', 'other'] });
    expect(await query(second, 'SELECT id FROM note')).toEqual([{ id: 1 }]);
    expect(await query(second, "SELECT datname FROM pg_database WHERE datname = 'other'")).toHaveLength(1);
    expect(await query(second, 'SHOW server_version_num')).toEqual([{ server_version_num: expect.stringMatching(/^18/) }]);
    expect(await query(second, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
  });

  it('works in a folder that only its owner may enter', async () => {
    const server = await start(newFolder(0o700));
    expect(await query(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('recovers when server and owner were killed', async () => {
    const dataDir = newFolder();
    const killed = await start(dataDir);
    await query(killed, 'CREATE TABLE note AS SELECT 1 AS id');
    process.kill(pidOf(dataDir), 'SIGKILL');
    await killed.ended;
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(true);
    expect(await query(await start(dataDir), 'SELECT id FROM note')).toEqual([{ id: 1 }]);
  });

  it('recovers when the lock file names a process that is something else by now', async () => {
    const dataDir = newFolder();
    await (await start(dataDir)).stop();
    // Of the server's own account: PostgreSQL takes a process that it may not signal for a dead one.
    const { uid, gid } = statSync(dataDir);
    const stranger = spawn('sleep', ['60'], { uid, gid });
    try {
      writeFileSync(join(dataDir, 'postmaster.pid'), `${stranger.pid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n\nready\n`);
      expect(await query(await start(dataDir), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(stranger.exitCode).toBeNull();
    } finally {
      stranger.kill();
    }
  });

  it('takes over from a server whose owner and watcher were killed', async () => {
    const dataDir = newFolder();
    const orphaned = await start(dataDir);
    const pid = pidOf(dataDir);
    for (const guard of guardsOf(pid)) process.kill(guard, 'SIGKILL');
    expect(isAlive(pid)).toBe(true);
    await query(orphaned, 'CREATE TABLE note AS SELECT 1 AS id');
    const next = await start(dataDir);
    expect(isAlive(pid)).toBe(false);
    expect(await query(next, 'SELECT id FROM note')).toEqual([{ id: 1 }]);
  });

  it('says when the server ends by itself', async () => {
    const dataDir = newFolder();
    const server = await start(dataDir);
    process.kill(pidOf(dataDir), 'SIGINT');
    expect(await server.ended).toContain('database system is shut down');
  });

  it('ends its server when its owner is killed', async () => {
    const dataDir = newFolder();
    const script = `
      import { startEmbeddedPostgres } from '@souk/embedded';
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, port: 0, databases: [], password: 'x' });
      console.log('ready'); setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: __dirname, stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => owner.stdout.once('data', resolve));
    const pid = pidOf(dataDir);
    owner.kill('SIGKILL');
    await waitFor(() => !isAlive(pid), { timeoutMs: 15_000 });
    expect(existsSync(join(dataDir, 'postmaster.pid'))).toBe(false);
  });

  it('names a taken port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      await expect(start(newFolder(), { port })).rejects.toThrow(`Expected port ${port} of 127.0.0.1 to be free`);
    } finally {
      other.close();
    }
  });

  it('names data of another version and a wrong password', async () => {
    const dataDir = newFolder();
    await (await start(dataDir)).stop();
    await expect(start(dataDir, { password: 'another' })).rejects.toThrow('put secrets.json back');
    const old = newFolder();
    mkdirSync(old);
    writeFileSync(join(old, 'PG_VERSION'), '15\n');
    await expect(start(old)).rejects.toThrow('found version 15');
  });
});
