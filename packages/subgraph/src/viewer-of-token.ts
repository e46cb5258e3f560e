import { UnauthenticatedError, verifyViewerToken, type KeySet, type Viewer } from '@souk/auth';
import { refusal, type Refusal } from './refusals.js';

/** Whom the header `souk-viewer` names, or the refusal of a token that is missing or not valid. */
export const viewerOfToken = async (keys: KeySet, token: string | undefined): Promise<Viewer | Refusal> => {
  try {
    if (token === undefined) throw new UnauthenticatedError('A viewer token is required: ask the gateway, not a subgraph.');
    return await verifyViewerToken(keys, token);
  } catch (error) {
    if (!(error instanceof UnauthenticatedError)) throw error;
    return refusal(401, error.message, error.code);
  }
};

export const isRefusal = (viewer: Viewer | Refusal): viewer is Refusal => 'status' in viewer;
