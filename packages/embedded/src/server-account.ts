import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The unprivileged account that PostgreSQL runs under. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

/** A program with its arguments, ready for spawn. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly account: ServerAccount | undefined;
}

/** In order of preference; every Unix has the second. */
const ACCOUNT_NAMES = ['postgres', 'nobody'];

/**
 * Who runs the server: undefined (the current user) unless that is root, whom PostgreSQL refuses.
 * An existing data folder keeps its owner, so that an account which is created later does not lock the data out.
 */
export const serverAccount = (dataDir: string): ServerAccount | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  const folder = statSync(dataDir, { throwIfNoEntry: false });
  if (folder && folder.uid !== 0) return { uid: folder.uid, gid: folder.gid };
  const accounts = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  for (const wanted of ACCOUNT_NAMES) {
    const [, , uid, gid] = accounts.find(([name]) => name === wanted) ?? [];
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(`Expected one of the accounts ${ACCOUNT_NAMES.join(', ')} in /etc/passwd, found none: start as another user than root.`);
};

/**
 * The command that runs a program as that account.
 * Where root keeps the project in a folder that nobody else may enter (/root, a mktemp folder), the account alone could reach
 * neither the program nor its data; there setpriv (util-linux) leaves it the one capability that opens folders.
 */
export const commandAs = (account: ServerAccount | undefined, file: string, args: readonly string[], dataDir: string): Command => {
  if (!account || (canEnter(account, dirname(file)) && canEnter(account, dirname(dataDir)))) return { file, args, account };
  const identity = ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups', '--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
  return { file: 'setpriv', args: [...identity, '--', file, ...args], account: undefined };
};

const EXECUTE = { owner: 0o100, group: 0o010, others: 0o001 };

const canEnter = ({ uid, gid }: ServerAccount, folder: string): boolean => {
  const { mode, uid: owner, gid: group } = statSync(folder);
  const bit = owner === uid ? EXECUTE.owner : group === gid ? EXECUTE.group : EXECUTE.others;
  if ((mode & bit) === 0) return false;
  const parent = dirname(folder);
  return parent === folder || canEnter({ uid, gid }, parent);
};
