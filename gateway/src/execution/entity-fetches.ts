import { isDataObject, type DataObject, type Path } from './data.js';
import { EntityGroups, type EntityGroup, type SharedValues } from './entity-groups.js';
import { aliasOf, variableOf, type FetchTemplate } from './fetch-template.js';
import { type RunContext } from './operation.js';
import { type RunEnvironment } from './operation-run.js';
import { sendFetch, type OutgoingFetch } from './send-fetch.js';
import { type SubgraphAnswer, type SubgraphError } from './subgraph-answer.js';

/** Turns of the event loop that a fetch waits at most for others to come along. */
const MAX_TURNS = 8;

/** One entity as one fetch asks for it. */
export interface Entity {
  /** Undefined until it has come. */
  value: unknown;
  /** What its subgraph said of it; paths begin at the entity. */
  readonly errors: SubgraphError[];
  isFailed: boolean;
  /** No string of it has anything to escape in JSON. */
  isPlain: boolean;
  isRewritten: boolean;
}

/** Entities that one fetch of a plan waits for, each with the objects that it completes. */
export interface EntityFetch {
  readonly targets: ReadonlyMap<Entity, DataObject[]>;
  /** Errors that name no entity. */
  readonly unlocated: readonly SubgraphError[];
  readonly settled: Promise<unknown>;
}

/** A fetch that is about to leave. */
interface Departure {
  readonly template: FetchTemplate;
  readonly texts: readonly string[];
  readonly entities: readonly Entity[];
  readonly unlocated: SubgraphError[];
  settle(): void;
}

/** Requests of one run that are on their way. */
export interface UnderWay {
  count: number;
}

/** What stands at a path while nothing changes. */
interface Collected {
  readonly path: Path;
  readonly changes: number;
  readonly standing: readonly DataObject[];
}

interface Remembered {
  readonly entity: Entity;
  readonly settled: Promise<void>;
}

/**
 * The entities that one run of a plan asks for. Within a fetch equal representations are sent once; fetches that become ready in one turn of
 * the event loop and go to one subgraph travel in one request; an entity of which only leaves are asked is fetched once per run, wherever it stands.
 */
export class EntityFetches {
  readonly #departing = new Map<string, Departure[]>();
  readonly #remembered = new Map<string, Map<string, Remembered>>();
  #collected: Collected | undefined;

  constructor(private readonly context: RunContext, private readonly environment: RunEnvironment, private readonly remembers: boolean, private readonly underWay: UnderWay) {}

  /** Asks for the entities at the template's path of the tree; undefined where there are none. `changes` counts what was merged into the tree. */
  begin(template: FetchTemplate, data: DataObject, shared: SharedValues, changes: number): EntityFetch | undefined {
    const groups = this.#groupsOf(template, data, shared, changes);
    if (groups.length === 0) return undefined;
    const known = this.#rememberedBy(template);
    const targets = new Map<Entity, DataObject[]>();
    const waits: Promise<unknown>[] = [];
    const texts: string[] = [];
    const asked: Entity[] = [];
    for (const { text, objects } of groups) {
      const remembered = known?.get(text);
      if (remembered !== undefined) {
        targets.set(remembered.entity, objects);
        waits.push(remembered.settled);
        continue;
      }
      const entity: Entity = { value: undefined, errors: [], isFailed: false, isPlain: true, isRewritten: false };
      targets.set(entity, objects);
      texts.push(text);
      asked.push(entity);
    }
    const unlocated: SubgraphError[] = [];
    if (asked.length > 0) {
      const settled = new Promise<void>((settle) => this.#depart({ template, texts, entities: asked, unlocated, settle }));
      for (const [index, text] of texts.entries()) known?.set(text, { entity: asked[index] as Entity, settled });
      waits.push(settled);
    }
    return { targets, unlocated, settled: waits.length === 1 ? waits[0] as Promise<unknown> : Promise.all(new Set(waits)) };
  }

  /** Several fetches often begin at one place and one moment: only the first walks there. */
  #groupsOf({ representations, path }: FetchTemplate, data: DataObject, shared: SharedValues, changes: number): readonly EntityGroup[] {
    if (representations === undefined) return [];
    const groups = new EntityGroups(representations, shared);
    const last = this.#collected;
    if (last !== undefined && last.changes === changes && isSamePath(last.path, path)) return groups.collectFrom(last.standing);
    const collected = groups.collect(data, path);
    this.#collected = { path, changes, standing: groups.standing };
    return collected;
  }

  #rememberedBy({ leafSignature }: FetchTemplate): Map<string, Remembered> | undefined {
    if (leafSignature === undefined || !this.remembers) return undefined;
    let known = this.#remembered.get(leafSignature);
    if (known === undefined) this.#remembered.set(leafSignature, known = new Map());
    return known;
  }

  /** Waits for the end of this turn, so that fetches whose turn it is too can come along. */
  #depart(departure: Departure): void {
    const { subgraph } = departure.template;
    const waiting = this.#departing.get(subgraph);
    if (waiting !== undefined) return void waiting.push(departure);
    const departures = [departure];
    this.#departing.set(subgraph, departures);
    let turns = 0;
    const leave = (): void => {
      turns += 1;
      // What answers next may bring more to the same subgraph. Turns are long only where there is much to do: then a request less is worth more than a moment.
      if (this.underWay.count > 0 && turns < MAX_TURNS) return void setImmediate(leave);
      this.#departing.delete(subgraph);
      void this.#send(subgraph, departures);
    };
    setImmediate(leave);
  }

  async #send(subgraph: string, departures: readonly Departure[]): Promise<void> {
    const answer = await this.#answer(subgraph, departures);
    const isAlone = departures.length === 1;
    for (const [index, departure] of departures.entries()) {
      arrive(departure, answer, isAlone ? '_entities' : aliasOf(index));
      departure.settle();
    }
  }

  /** Never rejects: who waits for an entity must hear of it. */
  async #answer(subgraph: string, departures: readonly Departure[]): Promise<SubgraphAnswer | undefined> {
    this.underWay.count += 1;
    try {
      return await sendFetch(this.#outgoing(subgraph, departures), this.context, this.environment);
    } catch (error) {
      this.context.logger.error({ err: error, subgraph, traceId: this.context.trace.traceId }, 'a fetch could not be made');
      return undefined;
    } finally {
      this.underWay.count -= 1;
    }
  }

  #outgoing(subgraph: string, departures: readonly Departure[]): OutgoingFetch {
    const [first] = departures;
    if (first === undefined) throw new Error('Something departs.');
    const numbers = departures.map(({ template }) => template.number);
    if (departures.length === 1) {
      const { operation, operationName, variableNames } = first.template;
      return { subgraph, operation, operationName, variableNames, isQuery: true, numbers, representations: new Map([['representations', listOf(first)]]) };
    }
    const { operation, variableNames } = this.environment.texts.together(departures.map(({ template }) => template));
    return { subgraph, operation, operationName: undefined, variableNames, isQuery: true, numbers, representations: new Map(departures.map((departure, index) => [variableOf(index), listOf(departure)])) };
  }
}

const isSamePath = (left: Path, right: Path): boolean => left.length === right.length && left.every((part, at) => part === right[at]);

const listOf = ({ texts }: Departure): { readonly text: string; readonly count: number } => ({ text: `[${texts.join(',')}]`, count: texts.length });

/** Gives each entity its value and its errors. An answer of another length than was asked for says nothing about any. */
const arrive = ({ entities, unlocated }: Departure, answer: SubgraphAnswer | undefined, key: string): void => {
  const values = isDataObject(answer?.data) ? answer.data[key] : undefined;
  const isRight = Array.isArray(values) && values.length === entities.length;
  for (const [index, entity] of entities.entries()) {
    entity.isPlain = answer?.isPlain ?? true;
    if (isRight) entity.value = values[index];
    else entity.isFailed = answer?.errors === undefined;
  }
  for (const error of answer?.errors ?? []) {
    const [root, index, ...rest] = Array.isArray(error.path) ? error.path : [];
    if (root === key) {
      const entity = typeof index === 'number' ? entities[index] : undefined;
      if (entity === undefined) unlocated.push(error);
      else entity.errors.push({ ...error, path: rest });
    } else if (root === undefined) unlocated.push(error);
  }
};
