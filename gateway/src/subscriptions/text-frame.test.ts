import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';
import { textFrame } from './text-frame.js';

/** What a WebSocket client reads from those bytes. */
const read = async (frames: readonly Buffer[]): Promise<string[]> => {
  const receiver = new ReceiverOf();
  const messages: string[] = [];
  receiver.on('message', (data: Buffer) => messages.push(String(data)));
  const input = new PassThrough();
  input.pipe(receiver);
  frames.forEach((frame) => input.write(frame));
  await new Promise((resolve) => setTimeout(resolve, 50));
  return messages;
};

const ReceiverOf = (WebSocket as unknown as { readonly Receiver: new () => PassThrough }).Receiver;

describe('a text frame', () => {
  it.each([[0, 2], [1, 2], [125, 2], [126, 4], [127, 4], [65_535, 4], [65_536, 10], [200_000, 10]])('of %i bytes is one message, behind a header of %i', async (length, headerBytes) => {
    const text = 'x'.repeat(length);
    const frame = textFrame('', Buffer.from(text), '');
    expect([await read([frame]), frame.length - length]).toEqual([[text], headerBytes]);
  });

  it('joins its parts, whatever their characters, and ends where the next one begins', async () => {
    const parts = [['{"id":"ä☃",', '"payload":"ü😀"', '}'], ['a', 'b', 'c'], ['', '', '']] as const;
    expect(await read(parts.map(([before, body, after]) => textFrame(before, Buffer.from(body), after)))).toEqual(parts.map((part) => part.join('')));
  });
});
