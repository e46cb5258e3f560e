/** Digits of the id that name somebody whose source gave no name. */
const SHOWN_ID_DIGITS = 8;

/** What everybody may see of an account. */
export interface Profile {
  readonly id: string;
  readonly displayName: string;
}

/** The name to show: the account's own, or for one whose source named nobody `Customer` and the start of its id. */
export const displayNameOf = ({ id, displayName }: { readonly id: string; readonly displayName: string | null }): string =>
  displayName ?? `Customer ${id.slice(0, SHOWN_ID_DIGITS)}`;
