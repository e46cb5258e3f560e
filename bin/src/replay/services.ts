import { catalogDatabase, catalogProjections } from '@souk/catalog';
import { type ServiceProjections } from '@souk/events';
import { logisticsDatabase, logisticsProjections } from '@souk/logistics';
import { orderDatabase, orderProjections } from '@souk/order';
import { type DatabaseOptions } from '@souk/persistence';
import { userDatabase, userProjections } from '@souk/user';
import { type SubgraphName } from '../config.js';

interface ReplayableService {
  readonly database: Pick<DatabaseOptions, 'entities' | 'migrations'>;
  readonly projections: ServiceProjections;
}

/** What each subgraph's log can be replayed into. */
export const REPLAYABLE: Readonly<Record<SubgraphName, ReplayableService>> = {
  catalog: { database: catalogDatabase, projections: catalogProjections },
  user: { database: userDatabase, projections: userProjections },
  order: { database: orderDatabase, projections: orderProjections },
  logistics: { database: logisticsDatabase, projections: logisticsProjections },
};
