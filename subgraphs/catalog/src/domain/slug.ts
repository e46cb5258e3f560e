/** Longest slug, in characters. */
export const MAX_SLUG_LENGTH = 120;

/** A slug made of a name: lower-case words and hyphens; `item` where nothing of the name is left. */
export const slugOf = (name: string): string => {
  const slug = name.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replace(/[^a-z0-9]+/g, '-').slice(0, MAX_SLUG_LENGTH).replace(/^-|-$/g, '');
  return slug === '' ? 'item' : slug;
};

/** The same slug with the end of an id behind it, where it is taken. */
export const distinctSlug = (slug: string, id: string): string => {
  const suffix = `-${id.slice(-8)}`;
  return `${slug.slice(0, MAX_SLUG_LENGTH - suffix.length)}${suffix}`;
};
