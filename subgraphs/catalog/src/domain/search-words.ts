/** Words of one query at most; more would narrow nothing down. */
const MAX_QUERY_WORDS = 16;

/** The words of a text as search knows them: lower case, without accents and punctuation, so that `Cafés` and `cafes` are one. */
export const searchWords = (text: string): readonly string[] =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The words of a query, each once. None: nothing can match. */
export const queryWords = (query: string): readonly string[] => [...new Set(searchWords(query))].slice(0, MAX_QUERY_WORDS);
