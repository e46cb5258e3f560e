/** Crockford's base 32: no I, L, O or U, which are misheard or misread. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DIGITS = 10;

/**
 * The number of an order of our own, e.g. `S-7K3M9-QF2XA`: the last 50 bits of its id, which a UUID version 7 draws at
 * random, so it says nothing about how many orders there are and can't be guessed from another. The same id gives the same number.
 */
export const orderNumber = (orderId: string): string => {
  let rest = BigInt(`0x${orderId.replaceAll('-', '').slice(-13)}`);
  let text = '';
  for (let digit = 0; digit < DIGITS; digit += 1) {
    text = `${ALPHABET[Number(rest % 32n)] ?? ''}${text}`;
    rest /= 32n;
  }
  return `S-${text.slice(0, 5)}-${text.slice(5)}`;
};
