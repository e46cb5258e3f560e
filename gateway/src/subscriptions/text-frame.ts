/** FIN and the opcode of a text frame (RFC 6455 §5.2); a server's frames are not masked. */
const FIN_TEXT = 0x81;
const LENGTH_16_BITS = 126;
const LENGTH_64_BITS = 127;
const MAX_16_BITS = 0xffff;

/**
 * One whole WebSocket text frame of `before`, the shared `body` and `after`, behind one another.
 * Made by hand because thousands of clients get the same body under ids of their own: one allocation, one copy and one write for each.
 */
export const textFrame = (before: string, body: Buffer, after: string): Buffer => {
  const beforeBytes = Buffer.byteLength(before);
  const payloadBytes = beforeBytes + body.length + Buffer.byteLength(after);
  const headerBytes = payloadBytes < LENGTH_16_BITS ? 2 : payloadBytes <= MAX_16_BITS ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerBytes + payloadBytes);
  frame[0] = FIN_TEXT;
  if (headerBytes === 2) frame[1] = payloadBytes;
  else if (headerBytes === 4) {
    frame[1] = LENGTH_16_BITS;
    frame.writeUInt16BE(payloadBytes, 2);
  } else {
    frame[1] = LENGTH_64_BITS;
    frame.writeBigUInt64BE(BigInt(payloadBytes), 2);
  }
  frame.write(before, headerBytes);
  body.copy(frame, headerBytes + beforeBytes);
  frame.write(after, headerBytes + beforeBytes + body.length);
  return frame;
};
