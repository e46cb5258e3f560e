// A subgraph of its own process, so that a test can stop it without its knowing: prints its port, answers everything.
import { createServer } from 'node:http';

const server = createServer((request, response) => request.resume().on('end', () => response.end('{"data":{"hello":"world"}}')));
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
