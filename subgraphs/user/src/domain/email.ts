/** What makes two spellings of an e-mail the same account: letter case and Unicode composition do not count. */
export const emailKeyOf = (email: string): string => email.normalize('NFC').toLowerCase();
