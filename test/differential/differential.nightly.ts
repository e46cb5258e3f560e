import { it } from '@jest/globals';
import { readDifferentialConfig } from './config.js';
import { runAll } from './run-all.js';

const config = readDifferentialConfig(process.env);

it(`Souk answers ${config.operations} random operations as graphql-js does on one merged schema (SEED=${config.seed})`, async () => {
  const started = performance.now();
  const total = { operations: 0, documents: 0, withErrors: 0 };
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  tell(`SEED=${config.seed} OPERATIONS=${config.operations}`);
  await runAll(config, ({ name, operations, documents, withErrors }) => {
    total.operations += operations;
    total.documents += documents;
    total.withErrors += withErrors;
    tell(`${total.operations} operations, ${Math.round((performance.now() - started) / 1_000)} s: ${name}`);
  });
  tell(`${total.operations} operations (${total.documents} documents, ${total.withErrors} answers with errors), no difference`);
});
