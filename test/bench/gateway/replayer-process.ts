import { SUBGRAPHS, subgraphSchema } from './federation.js';
import { startReplayer } from './replayer.js';

// A process of its own: its CPU time is nobody else's, and the benchmark pins it beside the load.
const { port } = await startReplayer(Object.fromEntries(SUBGRAPHS.map((name) => [name, subgraphSchema(name)])));
console.log(port);
