import { NotFoundError, isUuid } from '@souk/kernel';

/** The text where it is a UUID; throws NotFoundError elsewhere, for it names nothing. */
export const requireUuid = (text: string): string => {
  if (!isUuid(text)) throw new NotFoundError(text);
  return text;
};
