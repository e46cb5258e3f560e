import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { findProgram } from '@souk/embedded';
import { freePort } from './free-port.js';
import { waitFor } from './wait-for.js';

/** A real server in a process of its own, with the faults that tests inject. */
export interface TestServer {
  readonly url: string;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again, empty, on the same port. */
  restart(): Promise<void>;
  /** Freezes it: connections stand, nothing answers. */
  pause(): void;
  resume(): void;
  /** Deletes all that it holds. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

interface ServerKind {
  readonly program: string;
  readonly scheme: string;
  arguments(port: number): readonly string[];
  /** One line, sent to see that it answers. */
  readonly ping: string;
  readonly flush: string;
}

/** A Redis of the test's own: on a free port, nothing on disk. */
export const startRedis = (): Promise<TestServer> =>
  startServer({
    program: 'redis-server', scheme: 'redis', ping: 'PING', flush: 'FLUSHALL',
    arguments: (port) => ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no'],
  });

/** A Memcached of the test's own. */
export const startMemcached = (): Promise<TestServer> =>
  startServer({
    program: 'memcached', scheme: 'memcached', ping: 'version', flush: 'flush_all',
    arguments: (port) => ['-l', '127.0.0.1', '-p', String(port), '-U', '0', '-m', '64', ...(process.getuid?.() === 0 ? ['-u', 'root'] : [])],
  });

const startServer = async (kind: ServerKind): Promise<TestServer> => {
  const program = findProgram(kind.program);
  if (!program) throw new Error(`Expected ${kind.program} on the PATH, found none: put the test under describeWith('${kind.program}', …).`);
  const port = await freePort();
  const start = async (): Promise<RunningProcess> => {
    const process = runProcess(program, kind.arguments(port));
    await waitFor(() => ask(port, kind.ping));
    return process;
  };
  let running = await start();
  return {
    url: `${kind.scheme}://127.0.0.1:${port}`,
    kill: () => running.end('SIGKILL'),
    restart: async () => {
      await running.end('SIGKILL');
      running = await start();
    },
    pause: () => running.signal('SIGSTOP'),
    resume: () => running.signal('SIGCONT'),
    flush: async () => {
      await ask(port, kind.flush);
    },
    stop: () => running.end('SIGKILL'),
  };
};

interface RunningProcess {
  signal(signal: NodeJS.Signals): void;
  end(signal: NodeJS.Signals): Promise<void>;
}

const runProcess = (program: string, args: readonly string[]): RunningProcess => {
  const child = spawn(program, args, { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const killWithUs = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', killWithUs);
  return {
    signal: (signal) => {
      child.kill(signal);
    },
    end: async (signal) => {
      child.kill(signal);
      await ended;
      process.off('exit', killWithUs);
    },
  };
};

/** Sends one line and resolves with the first bytes of the answer. */
const ask = (port: number, line: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject).once('data', (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.write(`${line}\r\n`);
  });
