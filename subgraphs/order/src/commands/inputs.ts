import { MAX_QUANTITY } from '@souk/kernel';
import { z } from 'zod';

export const quantity = z.int().min(1).max(MAX_QUANTITY);
