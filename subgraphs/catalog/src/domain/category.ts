export interface LocalizedText {
  readonly locale: string;
  readonly text: string;
}

/** A category as it is read. */
export interface Category {
  readonly id: string;
  readonly slug: string;
  readonly parentId: string | null;
  readonly position: number;
  readonly names: readonly LocalizedText[];
}

/** Categories of a shop at most: the tree is read as one. */
export const MAX_CATEGORIES = 1_000;
/** Branches from the root to a leaf at most. */
export const MAX_CATEGORY_DEPTH = 10;

const FALLBACK_LOCALE = 'en';

/** The text in that language (`pt` serves `pt-BR`, and the other way round), else in English, else in whatever there is. */
export const nameIn = (names: readonly LocalizedText[], locale: string = FALLBACK_LOCALE): string => {
  const languageOf = (tag: string): string => tag.split('-', 1)[0]?.toLowerCase() ?? '';
  const find = (wanted: string): LocalizedText | undefined =>
    names.find((name) => name.locale.toLowerCase() === wanted.toLowerCase()) ?? names.find((name) => languageOf(name.locale) === languageOf(wanted));
  return (find(locale) ?? find(FALLBACK_LOCALE) ?? names[0])?.text ?? '';
};
