import { assertInvariant, isUuid } from '@souk/kernel';

/** One participant's part of one global transaction. */
export interface BranchKey {
  /** The coordinator's uuid. */
  readonly gid: string;
  /** e.g. `stock`. */
  readonly branch: string;
}

/** Names that may stand in a statement that takes no parameters. */
const WORD = /^[a-z0-9-]{1,40}$/;

/** What the names of one service's branches in one protocol begin with, e.g. `souk:2pc:catalog:`. */
export const preparedPrefix = (protocol: string, service: string): string => {
  assertInvariant(WORD.test(protocol) && WORD.test(service), `a protocol and a service are words, got '${protocol}' and '${service}'`);
  return `souk:${protocol}:${service}:`;
};

/** The name that PREPARE TRANSACTION gives a branch; has no character that would have to be quoted, and fits PostgreSQL's 200 bytes. */
export const preparedName = (prefix: string, { gid, branch }: BranchKey): string => {
  assertInvariant(isUuid(gid) && WORD.test(branch), `a branch is a word of a transaction that is a UUID, got '${branch}' of '${gid}'`);
  return `${prefix}${branch}:${gid}`;
};

/** The branch that a name of that prefix stands for. */
export const branchOf = (prefix: string, name: string): BranchKey => {
  const [branch = '', gid = ''] = name.slice(prefix.length).split(':');
  return { gid, branch };
};
