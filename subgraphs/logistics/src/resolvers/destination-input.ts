import { countryCode } from '@souk/subgraph';
import { z } from 'zod';
import { postalCode } from '../commands/inputs.js';

/** ShipToInput. */
export const destinationInput = z.object({ countryCode, postalCode });
