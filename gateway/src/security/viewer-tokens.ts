import { mintViewerToken, type SigningKey, type Viewer } from '@souk/auth';
import { LRUCache } from 'lru-cache';

/** How long a subgraph accepts a viewer token, in seconds. */
const TTL_SECONDS = 60;
/** How long the gateway goes on sending one, in milliseconds: half its life, so that it never arrives expired. */
const KEPT_MS = 30_000;
/** Viewers whose token is kept at a time. */
const MAX_KEPT = 10_000;

/** Tokens that tell subgraphs on whose behalf the gateway asks: one per viewer, session and guest orders. */
export class ViewerTokens {
  readonly #kept = new LRUCache<string, Promise<string>>({ max: MAX_KEPT, ttl: KEPT_MS });

  constructor(private readonly key: SigningKey) {}

  /** A token with at least half its life left. */
  tokenOf(viewer: Viewer): Promise<string> {
    const id = JSON.stringify([viewer.userId, viewer.sessionId, viewer.roles, viewer.guestOrderIds]);
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    const minted = this.freshTokenOf(viewer);
    this.#kept.set(id, minted);
    minted.catch(() => this.#kept.delete(id));
    return minted;
  }

  /** A token made now: for what runs long after its request, such as pushed events. */
  freshTokenOf(viewer: Viewer): Promise<string> {
    return mintViewerToken(this.key, viewer, { ttlSeconds: TTL_SECONDS });
  }
}
