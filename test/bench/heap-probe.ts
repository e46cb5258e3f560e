/** Loaded into a process that is measured (`--expose-gc --import`): answers each message with the bytes that its heap holds after a garbage collection. */
process.on('message', () => {
  globalThis.gc?.();
  process.send?.(process.memoryUsage().heapUsed);
});
// The probe keeps no process alive.
process.channel?.unref();
