import { globalId } from '@souk/kernel';

/** Entities of other subgraphs, by what they are found under. */
export const variantStub = (variantId: string) => ({ id: globalId('var', variantId) });
export const merchantStub = (merchantId: string) => ({ id: globalId('mrc', merchantId) });
export const userStub = (userId: string) => ({ id: globalId('usr', userId) });
export const shipmentStub = (shipmentId: string) => ({ id: globalId('shp', shipmentId) });
