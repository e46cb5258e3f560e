/** Who asks, as far as it matters here. */
interface Asker {
  readonly userId?: string;
  readonly scopes: readonly string[];
}

/** The account itself. */
export const isSelf = (viewer: Asker, accountId: string): boolean => viewer.userId === accountId;

/** E-mail, roles, addresses: for the account itself and for readers of users. */
export const maySeePrivate = (viewer: Asker, accountId: string): boolean => isSelf(viewer, accountId) || viewer.scopes.includes('user:read');

/** For the account itself and for those who may fill it. */
export const maySeeWallet = (viewer: Asker, accountId: string): boolean => isSelf(viewer, accountId) || viewer.scopes.includes('wallet:write');
