/** A branch that has heard nothing for so long begins the termination protocol: longer than both stages of votes and the pre-commits may take. */
export const TERMINATE_AFTER_MS = 16_000;
/** Time that a peer gets to say how far it has come, or to pre-commit; then it counts as dead. */
export const PEER_DEADLINE_MS = 3_000;
