/** What an opaque id names, as clients see it in front of the underscore. */
export type IdPrefix = 'prod' | 'var' | 'cat' | 'mrc' | 'usr' | 'adr' | 'ses' | 'crt' | 'cln' | 'ord' | 'oln' | 'pay' | 'evt' | 'wrh' | 'car' | 'shp' | 'rev';

/** A new UUID version 7 (RFC 9562 §5.7): time first, so that indexes grow at their end. */
export const newId = (nowMs: number = Date.now()): string => {
  const time = nowMs.toString(16).padStart(12, '0');
  // A version 4 UUID has its variant and random bits where version 7 has them.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
};

/** The id that clients see: `prod_` and 32 hexadecimal digits. */
export const globalId = (prefix: IdPrefix, uuid: string): string => `${prefix}_${uuid.replaceAll('-', '')}`;

/** The UUID inside an id of that type, or undefined where the text is none. */
export const parseGlobalId = (prefix: IdPrefix, id: string): string | undefined => {
  const hex = id.startsWith(`${prefix}_`) ? id.slice(prefix.length + 1) : '';
  return /^[0-9a-f]{32}$/.test(hex) ? uuidOfHex(hex) : undefined;
};

/** 32 hexadecimal digits, ours or another system's, as a UUID: the same in every service. */
export const uuidOfHex = (hex: string): string =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;

/** A UUID as we write them: dashed, in lower case. */
export const UUID_PATTERN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isUuid = (text: string): boolean => UUID_PATTERN.test(text);
