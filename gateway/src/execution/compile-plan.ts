import { type FetchNode, type PlanNode } from '@apollo/query-planner';
import { type GraphQLSchema } from 'graphql';
import { type RequiredFields } from '../plan/source-keys.js';
import { fetchTemplateOf, type FetchTemplate } from './fetch-template.js';
import { type OperationRun } from './operation-run.js';
import { type Path } from './data.js';
import { splitFetch } from './split-fetch.js';

/** One step of a plan. Undefined where there is nothing to wait for. Never rejects: what fails is written down in the run. */
export type Step = (run: OperationRun) => Promise<void> | undefined;

/** Compiles plan nodes into steps; fetches are numbered depth first, over all nodes that one compiler sees. */
export class PlanCompiler {
  readonly templates: FetchTemplate[] = [];

  constructor(private readonly schema: GraphQLSchema, private readonly required: RequiredFields) {}

  compile(node: PlanNode, path: Path = []): Step {
    switch (node.kind) {
      case 'Fetch': return inParallel(splitFetch(node, this.required.standIns).map((part) => this.#fetch(part, path)));
      case 'Flatten': return this.compile(node.node, [...path, ...node.path]);
      case 'Sequence': return inSequence(node.nodes.map((child) => this.compile(child, path)));
      case 'Parallel': return inParallel(node.nodes.map((child) => this.compile(child, path)));
      case 'Condition': throw new Error('Conditions are decided before an operation is planned.');
      case 'Defer': throw new Error('A deferred node stands at the top of a plan only.');
    }
  }

  template(node: FetchNode, path: Path): FetchTemplate {
    const template = fetchTemplateOf(node, this.templates.length, path, this.schema, this.required);
    this.templates.push(template);
    return template;
  }

  #fetch(node: FetchNode, path: Path): Step {
    const template = this.template(node, path);
    return template.representations === undefined ? (run) => run.fetchRoot(template) : (run) => run.fetchEntities(template);
  }
}

const inSequence = (steps: readonly Step[]): Step => {
  const [only] = steps;
  if (only !== undefined && steps.length === 1) return only;
  return async (run) => {
    for (const step of steps) await step(run);
  };
};

const inParallel = (steps: readonly Step[]): Step => {
  const [only] = steps;
  return only !== undefined && steps.length === 1 ? only : allOf(steps);
};

const allOf = (steps: readonly Step[]): Step => (run) => {
  const running: Promise<void>[] = [];
  for (const step of steps) {
    const promise = step(run);
    if (promise !== undefined) running.push(promise);
  }
  return running.length === 0 ? undefined : running.length === 1 ? running[0] : Promise.all(running).then(() => undefined);
};
