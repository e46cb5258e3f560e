import { withDeadline } from '@souk/kernel';
import { type BranchContext } from './definition.js';

export interface Called<State extends object> {
  readonly state: State;
  /** Of those that failed, with the names of theirs. */
  readonly errors: readonly { readonly branch: string; readonly error: unknown }[];
}

/** Calls all of them at once and waits for each; what they found out is added to the state, whatever became of the others. */
export const callAll = async <State extends object, Branch extends { readonly name: string }>(branches: readonly Branch[], before: State, gid: string, deadlineMs: number, call: (branch: Branch, context: BranchContext) => Promise<Partial<State>>): Promise<Called<State>> => {
  const outcomes = await Promise.allSettled(branches.map(async (branch) => {
    const abort = new AbortController();
    try {
      return await withDeadline(call(branch, { gid, signal: abort.signal }), deadlineMs, `branch '${branch.name}'`);
    } catch (error) {
      abort.abort(error);
      throw error;
    }
  }));
  const known = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const errors = outcomes.flatMap((outcome, index) => (outcome.status === 'rejected' ? [{ branch: branches[index]?.name ?? '', error: outcome.reason as unknown }] : []));
  return { state: Object.assign({ ...before }, ...known) as State, errors };
};
