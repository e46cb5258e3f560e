export { findProgram } from './find-program.js';
export { programEnvironment } from './config.js';
export { rabbitCommand, type RabbitCommand } from './rabbit-command.js';
export { startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './start-embedded-postgres.js';
export { startWatchedProcess, type WatchedProcess, type WatchedProcessOptions } from './watched-process.js';
