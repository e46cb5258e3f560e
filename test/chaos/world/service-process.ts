import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { pathToFileURL } from 'node:url';
import { programEnvironment } from '@souk/embedded';
import { sleep } from '@souk/kernel';
import { ROOT } from './root.js';
import { waitFor } from './wait-for.js';

/** Half a dozen Node processes on two busy cores. */
const READY_TIMEOUT_MS = 60_000;
/** What every process of the system under test loads first. */
export const PRELOAD = join(ROOT, 'test', 'dist', 'chaos', 'service', 'preload.js');
const MAX_LAST_WORDS = 2_000;
/** A service that ends by itself, because its database does not answer at its start, is started again after so long. */
const RESTART_MS = 500;

export interface ServiceOptions {
  readonly name: string;
  /** Below the repository's folder. */
  readonly script: string;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  /** Where it says that it is ready. */
  readonly readyPath: string;
}

/** A service's own main.js in a process of its own, with what can befall a process. */
export class ServiceProcess {
  readonly name: string;
  readonly #options: ServiceOptions;
  #child: ChildProcess | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #offsetMs = 0;
  #isWanted = false;
  #lastWords = '';

  constructor(options: ServiceOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#options.port}`;
  }

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.#isRunning ? this.#child?.pid : undefined;
  }

  get #isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isWanted = true;
    const { script, env, port } = this.#options;
    const child = spawn(execPath, ['--enable-source-maps', '--import', pathToFileURL(PRELOAD).href, join(ROOT, script)], {
      cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { ...programEnvironment(), LOG_LEVEL: 'fatal', ...env, HOST: '127.0.0.1', PORT: String(port) },
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = `${this.#lastWords}${text}`.slice(-MAX_LAST_WORDS);
    });
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('close', resolve).once('error', resolve));
    void this.#ended.then(() => sleep(RESTART_MS)).then(() => {
      if (this.#isWanted) this.start();
    });
    this.skew(this.#offsetMs);
  }

  async kill(): Promise<void> {
    this.#isWanted = false;
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  pause(): void {
    this.#child?.kill('SIGSTOP');
  }

  resume(): void {
    this.#child?.kill('SIGCONT');
  }

  /** Shifts its clock by that many milliseconds; restarts keep it. */
  skew(offsetMs: number): void {
    this.#offsetMs = offsetMs;
    if (this.#child?.connected) this.#child.send({ offsetMs }, () => undefined);
  }

  /** Ends every fault: it runs, at the right time. */
  heal(): void {
    this.resume();
    this.skew(0);
    this.start();
  }

  async untilReady(): Promise<void> {
    const asked = (): Promise<boolean> => fetch(`${this.url}${this.#options.readyPath}`).then(({ ok }) => ok, () => {
      throw new Error(`it does not answer; its last words: ${this.#lastWords}`);
    });
    await waitFor(this.name, asked, READY_TIMEOUT_MS);
  }
}
