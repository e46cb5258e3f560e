/** Largest HTTP body, in bytes: imports come in batches. The public gateway has its own, smaller one. */
export const MAX_BODY_BYTES = 20 * 1024 * 1024;
/** Largest message on a socket, in bytes. */
export const MAX_SOCKET_MESSAGE_BYTES = 1024 * 1024;
/** Lexical tokens of one operation. */
export const MAX_OPERATION_TOKENS = 20_000;
/** Representations of one `_entities` call. */
export const MAX_REPRESENTATIONS = 10_000;
/** Subscriptions that one process serves at a time. */
export const MAX_SUBSCRIPTIONS = 50_000;
/** Parsed and validated documents that are remembered, of sockets and of calls within the process each. */
export const MAX_REMEMBERED_DOCUMENTS = 500;
/** Longest text that is remembered, in characters. */
export const MAX_REMEMBERED_LENGTH = 32_768;
/** Longest that the database may take to answer a readiness check, in milliseconds. */
export const READY_DEADLINE_MS = 1_000;
/** How long a stop waits for requests that are under way, in milliseconds. */
export const STOP_DEADLINE_MS = 5_000;
/** Longest that a client may take to send a whole request, in milliseconds. */
export const REQUEST_DEADLINE_MS = 60_000;
/** How long a connection without a request stays open, in milliseconds; longer than any of our clients keeps it. */
export const KEEP_ALIVE_MS = 65_000;
