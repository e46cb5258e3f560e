import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { Link } from './link.js';

const PATIENCE_MS = 100;

describe('a link', () => {
  let server: Server;
  let link: Link;
  let received: string;
  const clients: Socket[] = [];
  beforeEach(async () => {
    received = '';
    server = createServer((socket) => {
      socket.setEncoding('utf8').on('error', () => socket.destroy()).on('data', (text: string) => {
        received += text;
        socket.write(`${text}!`);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    link = await Link.open('here>there', (server.address() as AddressInfo).port);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await link.close();
    await new Promise((resolve) => server.close(resolve));
  });

  const open = (): { readonly socket: Socket; answers: string; isClosed: boolean } => {
    const socket = connect(link.port, '127.0.0.1');
    clients.push(socket);
    const client = { socket, answers: '', isClosed: false };
    socket.setEncoding('utf8').on('error', () => undefined).on('data', (text: string) => { client.answers += text; }).once('close', () => { client.isClosed = true; });
    return client;
  };
  const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  const stalled = { stalled: true, delayMs: () => 0 };

  it('passes everything on, both ways', async () => {
    const client = open();
    client.socket.write('a');
    await waitFor(() => client.answers === 'a!');
  });

  it('ends connections when it is cut, refuses new ones, and takes them again when it is healed', async () => {
    const before = open();
    before.socket.write('a');
    await waitFor(() => before.answers === 'a!');
    link.cut();
    await waitFor(() => before.isClosed);
    const refused = open();
    await waitFor(() => refused.isClosed);
    link.heal();
    const after = open();
    after.socket.write('b');
    await waitFor(() => after.answers === 'b!');
  });

  it('holds what goes one way only, and delivers it when it is healed', async () => {
    const client = open();
    link.change({ back: stalled });
    client.socket.write('a');
    await waitFor(() => received === 'a');
    await later();
    expect(client.answers).toBe('');
    link.change({ there: stalled });
    await waitFor(() => client.answers === 'a!');
    client.socket.write('b');
    await later();
    expect(received).toBe('a');
    link.heal();
    await waitFor(() => client.answers === 'a!b!');
  });

  it('keeps the order of bytes that need different times', async () => {
    const delays = [500, 0, 20];
    link.change({ there: { stalled: false, delayMs: () => delays.shift() ?? 0 } });
    const client = open();
    for (const text of ['a', 'b', 'c']) {
      client.socket.write(text);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(received).toBe('');
    await waitFor(() => received === 'abc');
  });

  it('sends calls between services a second time, and nothing else', async () => {
    link.repeat(() => 0);
    const [call, other] = [open(), open()];
    call.socket.write('POST /rpc/a');
    await waitFor(() => received === 'POST /rpc/aPOST /rpc/a');
    other.socket.write('POST /graphql');
    await waitFor(() => other.answers !== '');
    await later();
    expect(received).toBe('POST /rpc/aPOST /rpc/aPOST /graphql');
    expect(call.answers).toBe('POST /rpc/a!');
  });

  it('counts calls between services, each once, however often it arrives, and nothing else', async () => {
    link.repeat(() => 0);
    const [call, other] = [open(), open()];
    call.socket.write('POST /rpc/a');
    await waitFor(() => call.answers === 'POST /rpc/a!');
    link.heal();
    call.socket.write('POST /rpc/b');
    await waitFor(() => call.answers.endsWith('POST /rpc/b!'));
    other.socket.write('POST /graphql');
    await waitFor(() => other.answers !== '');
    expect(link.calls).toBe(2);
  });
});
