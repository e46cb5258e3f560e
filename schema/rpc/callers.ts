import { AtomicCommitService, DecisionService } from './generated/atomic_commit_pb.js';
import { CatalogService } from './generated/catalog_pb.js';
import { LogisticsService } from './generated/logistics_pb.js';
import { OrderService } from './generated/order_pb.js';
import { PercolatorService } from './generated/percolator_pb.js';
import { UserService } from './generated/user_pb.js';

/** Who takes part in transactions over several services. */
const PARTICIPANTS = ['catalog', 'user', 'order', 'logistics'];
const COORDINATOR = ['order'];

/** Which services may call which methods; nobody else may. A method without a line of its own (`service/Method`) has its service's. */
export const RPC_CALLERS: Readonly<Record<string, readonly string[]>> = {
  [CatalogService.typeName]: ['order'],
  [UserService.typeName]: ['order'],
  [LogisticsService.typeName]: ['order'],
  [OrderService.typeName]: ['logistics'],
  [AtomicCommitService.typeName]: COORDINATOR,
  // Participants end a three-phase commit whose coordinator is silent.
  [`${AtomicCommitService.typeName}/BranchState`]: PARTICIPANTS,
  [`${AtomicCommitService.typeName}/PreCommit`]: PARTICIPANTS,
  [DecisionService.typeName]: PARTICIPANTS,
  [PercolatorService.typeName]: COORDINATOR,
};
