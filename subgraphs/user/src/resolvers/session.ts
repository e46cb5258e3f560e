import { globalId } from '@souk/kernel';
import { type SessionResolvers } from '../generated/graphql.js';

export const session: SessionResolvers = {
  id: ({ id }) => globalId('ses', id),
  current: ({ id }, _arguments, { viewer }) => viewer.sessionId === id,
};
