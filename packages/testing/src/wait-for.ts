const POLL_MS = 20;

/** Resolves with the condition's first truthy value; throws when there is none within the time, with the last error if it threw. */
export const waitFor = async <T>(condition: () => T | Promise<T>, { timeoutMs = 10_000 }: { readonly timeoutMs?: number } = {}): Promise<NonNullable<T>> => {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { value, error } = await attempt(condition);
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${condition.toString().slice(0, 200)}`, { cause: error });
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
};

const attempt = async <T>(condition: () => T | Promise<T>): Promise<{ readonly value?: T; readonly error?: unknown }> => {
  try {
    return { value: await condition() };
  } catch (error) {
    return { error };
  }
};
