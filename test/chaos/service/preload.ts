import { register } from 'node:module';

/** Loaded before a service's own modules, by `--import`: shifts its clock on demand, ends it with the harness, and applies a bug's patches. */

const RealDate = Date;
let offsetMs = 0;

globalThis.Date = class extends RealDate {
  constructor(...parts: readonly unknown[]) {
    if (parts.length === 0) super(RealDate.now() + offsetMs);
    else super(...(parts as [number]));
  }

  static override now(): number {
    return RealDate.now() + offsetMs;
  }
} as DateConstructor;

process.on('message', (message: { readonly offsetMs: number }) => {
  offsetMs = message.offsetMs;
});
process.on('disconnect', () => process.exit(0));
// The harness alone must not keep a service alive that wants to end.
process.channel?.unref();

const patches = process.env['SOUK_CHAOS_PATCHES'];
if (patches !== undefined) register('./patched-modules.js', import.meta.url, { data: patches });
