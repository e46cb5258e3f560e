import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Readable } from 'node:stream';

/** The repository's folder. */
export const ROOT = resolve(__dirname, '../..');

/** A program of bin/ as a person runs it: built, in a process of its own. */
export interface Program {
  readonly pid: number;
  /** What it wrote so far, to both streams. */
  readonly output: string;
  /** Resolves with the output once it has the text; throws with all of it if the program ends before, or takes too long. */
  untilSays(text: string, timeoutMs: number): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Put before the command, e.g. `unshare`. */
  readonly wrapper?: readonly string[];
}

/** Runs bin/dist/<script>.js with these settings and no others of ours. */
export const runProgram = (script: string, args: readonly string[], { env = {}, wrapper = [] }: ProgramOptions = {}): Program => {
  const [file = process.execPath, ...rest] = [...wrapper, process.execPath, join(ROOT, 'bin', 'dist', `${script}.js`), ...args];
  const { PATH = '', HOME = '' } = process.env;
  return follow(spawn(file, rest, { cwd: ROOT, env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }));
};

/** Runs one service's built main.js with these settings and no others of ours. */
export const runService = (main: string, env: Readonly<Record<string, string>>): Program => {
  const { PATH = '', HOME = '' } = process.env;
  return follow(spawn(process.execPath, [join(ROOT, main)], { cwd: ROOT, env: { PATH, HOME, ...env }, stdio: ['ignore', 'pipe', 'pipe'] }));
};

const follow = (child: ChildProcessByStdio<null, Readable, Readable>): Program => {
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<{ code: number | null; output: string }>((resolveEnd) => child.once('close', (code) => resolveEnd({ code, output })));
  return {
    pid: child.pid ?? 0,
    get output() {
      return output;
    },
    ended,
    signal: (signal) => {
      child.kill(signal);
    },
    untilSays: (text, timeoutMs) =>
      new Promise((resolveSaid, reject) => {
        const timer = setTimeout(() => reject(new Error(`Waited ${timeoutMs} ms for '${text}', got:\n${output}`)), timeoutMs);
        const look = (): void => {
          if (!output.includes(text)) return;
          clearTimeout(timer);
          listeners.delete(look);
          resolveSaid(output);
        };
        listeners.add(look);
        look();
        void ended.then(({ code }) => reject(new Error(`The program ended with ${code} before '${text}':\n${output}`)));
      }),
  };
};

/** Process numbers of everything that has the text in its command line, but this process. */
export const processesWith = (text: string): readonly number[] =>
  readdirSync('/proc').map(Number).filter((pid) => {
    try {
      return pid > 0 && pid !== process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
    } catch {
      return false;
    }
  });

/** Variables that a process was started with, as one text; empty where it has just ended. */
export const environmentOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').replaceAll('\0', '\n');
  } catch {
    return '';
  }
};

/** Below the ports that the system hands out by itself, so that a block of them stays free. */
const FIRST_PORT = 20_000;
const LAST_PORT = 31_000;
const BLOCK = 200;

/** The first of a block of ports that no other test takes. */
export const basePort = (): number => FIRST_PORT + BLOCK * Math.floor((Math.random() * (LAST_PORT - FIRST_PORT)) / BLOCK);
