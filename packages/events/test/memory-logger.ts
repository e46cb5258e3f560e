import { silentLogger, type Logger } from '@souk/telemetry';

interface LoggedLine {
  readonly level: string;
  readonly parameters: readonly unknown[];
}

/** A logger that remembers its warnings and errors. */
export const memoryLogger = (): Logger & { readonly lines: LoggedLine[]; problems(): readonly LoggedLine[] } => {
  const lines: LoggedLine[] = [];
  const levels = ['warn', 'error', 'fatal'];
  const remembered = { lines, problems: () => lines };
  return new Proxy(Object.assign(silentLogger.child({}), remembered), {
    get: (target, key, receiver) =>
      typeof key === 'string' && levels.includes(key) ? (...parameters: unknown[]) => void lines.push({ level: key, parameters }) : (Reflect.get(target, key, receiver) as unknown),
  });
};
