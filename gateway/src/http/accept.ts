/** Media types of an answer in one piece, the default first. */
export const JSON_TYPE = 'application/json';
export const RESPONSE_TYPE = 'application/graphql-response+json';

/** What a client's `Accept` header lets us answer with. */
export interface Accepted {
  /** Best type for an answer in one piece; undefined where the client takes neither. */
  readonly single: typeof JSON_TYPE | typeof RESPONSE_TYPE | undefined;
  /** An answer in parts (`@defer`), in the form that `deferSpec=20220824` names. */
  readonly parts: boolean;
  /** An event stream is asked for by name, and before anything else that we could answer with. */
  readonly eventStream: boolean;
  /** Whether plain JSON will do, whatever is liked better. */
  readonly json: boolean;
  /** A browser's address bar: a page rather than JSON. */
  readonly html: boolean;
}

/** Headers whose meaning is remembered; clients of one kind all send the same. */
const MAX_REMEMBERED = 256;
const DEFER_SPEC = '20220824';

const remembered = new Map<string, Accepted>();

/** Proactive negotiation (RFC 9110 §12.5.1): quality first, then the more specific range, then the client's order. Without a header anything goes, and JSON it is. */
export const acceptedBy = (header = '*/*'): Accepted => {
  const known = remembered.get(header);
  if (known !== undefined) return known;
  const accepted = negotiate(header);
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(header, accepted);
  return accepted;
};

interface MediaRange {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly quality: number;
  readonly order: number;
}

const negotiate = (header: string): Accepted => {
  const ranges = header.split(',').map(mediaRangeOf).filter(({ type }) => type !== '');
  const single = bestOf([JSON_TYPE, RESPONSE_TYPE], ranges);
  const isNamed = (type: string): boolean => ranges.some((range) => range.type === type && range.quality > 0);
  return {
    single, parts: ranges.some(takesParts), json: bestOf([JSON_TYPE], ranges) !== undefined,
    eventStream: isNamed('text/event-stream') && bestOf([JSON_TYPE, RESPONSE_TYPE, 'text/event-stream'], ranges) === 'text/event-stream',
    html: isNamed('text/html') && bestOf([JSON_TYPE, 'text/html'], ranges) === 'text/html',
  };
};

const mediaRangeOf = (text: string, order: number): MediaRange => {
  const [type = '', ...pairs] = text.split(';').map((piece) => piece.trim());
  const parameters = new Map(pairs.map((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return [name.trim().toLowerCase(), value.trim().replaceAll('"', '')] as const;
  }));
  const quality = Number(parameters.get('q') ?? '1');
  return { type: type.toLowerCase(), parameters, quality: Number.isFinite(quality) ? quality : 0, order };
};

const bestOf = <Type extends string>(types: readonly Type[], ranges: readonly MediaRange[]): Type | undefined => {
  let best: { readonly type: Type; readonly range: MediaRange; readonly specificity: number } | undefined;
  for (const type of types) {
    const match = mostSpecific(type, ranges);
    if (match === undefined || match.range.quality <= 0) continue;
    if (best === undefined || compare(match, best) < 0) best = { type, ...match };
  }
  return best?.type;
};

interface Match { readonly range: MediaRange; readonly specificity: number }

const mostSpecific = (type: string, ranges: readonly MediaRange[]): Match | undefined => {
  const group = `${type.slice(0, type.indexOf('/'))}/*`;
  const byRank = [type, group, '*/*'];
  let found: Match | undefined;
  for (const range of ranges) {
    const rank = byRank.indexOf(range.type);
    if (rank >= 0 && (found === undefined || byRank.length - rank > found.specificity)) found = { range, specificity: byRank.length - rank };
  }
  return found;
};

const compare = (left: Match, right: Match): number =>
  right.range.quality - left.range.quality || right.specificity - left.specificity || left.range.order - right.range.order;

/** `multipart/mixed` with another specification's name is another form: not ours. */
const takesParts = ({ type, parameters, quality }: MediaRange): boolean =>
  type === 'multipart/mixed' && quality > 0 && (parameters.get('deferspec') ?? DEFER_SPEC) === DEFER_SPEC && !parameters.has('incrementalspec') && !parameters.has('subscriptionspec');
