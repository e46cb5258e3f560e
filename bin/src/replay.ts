import { runReplay } from './replay/run-replay.js';

/** `npm run replay -- <subgraph> [--projection NAME] [--until TIME] [--swap]`. */
process.exitCode = await runReplay({ argv: process.argv.slice(2), env: undefined, out: process.stdout, err: process.stderr });
