import { runImport } from './import/run-import.js';

/** `npm run import -- olist <folder> [--verify EXPECTED.json]`. */
process.exitCode = await runImport({ argv: process.argv.slice(2), env: process.env, out: process.stdout, err: process.stderr });
