import { composeFederation, type Federation } from './federation.js';
import { InMemorySubgraph } from './in-memory-subgraph.js';
import { RecordResolvers } from './records.js';
import { referenceOf } from './reference.js';
import { type Resolvers } from './resolvers.js';
import { type Subject } from './subject.js';
import { type ContractSuite } from './suite.js';

export type SubjectFactory = (federation: Federation, subgraphs: readonly InMemorySubgraph[], resolvers: Resolvers) => Subject | Promise<Subject>;

/** A suite's federation, ready to be asked: through each subject, and through the reference. */
export const openFederation = async (suite: ContractSuite, factories: readonly SubjectFactory[]) => {
  const federation = composeFederation(suite.subgraphs);
  const resolvers = new RecordResolvers(federation, suite.records);
  const subgraphs = federation.subgraphs.map((subgraph) => new InMemorySubgraph(subgraph, resolvers));
  return { federation, reference: referenceOf(federation, resolvers), subjects: await Promise.all(factories.map((factory) => factory(federation, subgraphs, resolvers))) };
};
