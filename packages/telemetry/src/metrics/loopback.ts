import { isIPv4 } from 'node:net';

/** Whether an address is this machine's own: it tells no two clients apart, and nobody comes from it over a network. */
export const isLoopback = (address: string): boolean => {
  const plain = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
  return plain === '::1' || (plain.startsWith('127.') && isIPv4(plain));
};
