/** Where every service mounts its RPC methods, below its base URL. */
export const RPC_PATH = '/rpc';
/** Largest message of a call, either way, in bytes. */
export const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
/** Longest that a call takes unless its caller says otherwise, in milliseconds: enough for a machine whose few cores serve everything, well below the gateway's patience. */
export const RPC_DEADLINE_MS = 5_000;
