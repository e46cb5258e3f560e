import { runMessages } from './messages/run-messages.js';

/** `npm run messages -- lag | dead | redrive`. */
process.exitCode = await runMessages({ argv: process.argv.slice(2), out: process.stdout, err: process.stderr });
