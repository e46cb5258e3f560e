import { isInterfaceType, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { type SubgraphTransport } from '../transport/transport.js';
import { collectObjects, collectPlaces, isDataObject, mergeInto, type DataObject, type Path } from './data.js';
import { type SharedValues } from './entity-groups.js';
import { EntityFetches, type Entity, type EntityFetch, type UnderWay } from './entity-fetches.js';
import { type FetchTemplate } from './fetch-template.js';
import { type RunContext } from './operation.js';
import { applyOutputRewrites } from './output-rewrites.js';
import { MAX_ERRORS } from './projection-run.js';
import { type PlanTexts } from './plan-texts.js';
import { isOfType } from './representation.js';
import { sendFetch } from './send-fetch.js';
import { clientPath, clientSafe, unavailableError, type SubgraphAnswer, type SubgraphError } from './subgraph-answer.js';

/** A fetch that brought nothing: its keys are missing at its path. */
interface Failure {
  readonly path: Path;
  readonly keys: ReadonlySet<string>;
  readonly error: SubgraphError;
}

export interface RunEnvironment {
  readonly transports: ReadonlyMap<string, SubgraphTransport>;
  /** The supergraph's whole schema, for the types that fetches speak of. */
  readonly schema: GraphQLSchema;
  /** Texts of operations that travel together, remembered for the next run. */
  readonly texts: PlanTexts;
}

/** One run of a plan: the tree that fetches fill, and what went wrong. */
export class OperationRun {
  readonly data: DataObject = {};
  readonly errors: GraphQLFormattedError[] = [];
  readonly shared: SharedValues = new Set();
  /** No string that came so far has anything to escape in JSON. */
  isPlain = true;
  /** Places whose emptiness a reported error explains: what is missing below them needs no error of its own. */
  readonly explained: Path[] = [];
  #changes = 0;
  readonly #underWay: UnderWay = { count: 0 };
  readonly #failures: Failure[] = [];
  readonly #entities: EntityFetches;

  constructor(readonly context: RunContext, private readonly environment: RunEnvironment, remembersEntities: boolean) {
    this.#entities = new EntityFetches(context, environment, remembersEntities, this.#underWay);
  }

  /** Fetches root fields. */
  async fetchRoot(template: FetchTemplate): Promise<void> {
    this.#underWay.count += 1;
    const answer = await sendFetch({ operation: template.operation, operationName: template.operationName, variableNames: template.variableNames, isQuery: template.isQuery, numbers: [template.number], subgraph: template.subgraph }, this.context, this.environment);
    this.#underWay.count -= 1;
    if (answer === undefined) this.#fail(template);
    else this.take(template, answer);
  }

  /** Merges what a fetch of root fields brought; also what a subscription's event brings. */
  take(template: FetchTemplate, { data, errors = [], isPlain = false }: SubgraphAnswer): void {
    this.isPlain &&= isPlain;
    this.#changes += 1;
    // A subgraph that names no place means what it was asked for.
    const [key] = template.keys;
    for (const error of errors) this.#report(template, { ...error, path: Array.isArray(error.path) ? error.path : key === undefined ? [] : [key] });
    if (errors.length > 0 && !isDataObject(data)) this.explained.push([]);
    if (!isDataObject(data)) return;
    applyOutputRewrites(template.outputRewrites, data, this.environment.schema);
    if (template.path.length === 0) mergeInto(this.data, data);
    else for (const object of this.#objectsAt(template.path)) mergeInto(object, data);
  }

  /** Fetches the entities at the template's path, each once; undefined where there are none. */
  fetchEntities(template: FetchTemplate): Promise<void> | undefined {
    const fetch = this.#entities.begin(template, this.data, this.shared, this.#changes);
    return fetch && this.#finish(template, fetch);
  }

  isOfType(typename: unknown, condition: string): boolean {
    return isOfType(this.environment.schema, typename, condition);
  }

  /** What a failed fetch says of a place of the answer that has no value. */
  readonly missing = (path: Path): GraphQLFormattedError | undefined => {
    if (this.#failures.length === 0) return undefined;
    const keys = path.filter((part) => typeof part === 'string');
    const exact = this.#failures.find((failure) => isParent(failure, keys, keys.length - 1));
    // What depends on the missing was never asked for: the same failure explains it.
    const found = exact ?? this.#failures.find((failure) => keys.some((_key, at) => isParent(failure, keys, at)) || isAt(failure, keys, keys.length - 1));
    return found?.error;
  };

  async #finish(template: FetchTemplate, fetch: EntityFetch): Promise<void> {
    await fetch.settled;
    this.#changes += 1;
    let failed = false;
    for (const [entity, targets] of fetch.targets) {
      failed ||= entity.isFailed;
      this.isPlain &&= entity.isPlain;
      this.#mergeEntity(template, entity, targets);
    }
    if (failed) this.#fail(template);
    this.#reportEntityErrors(template, fetch);
  }

  #mergeEntity({ outputRewrites }: FetchTemplate, entity: Entity, targets: readonly DataObject[]): void {
    const { value } = entity;
    if (!isDataObject(value)) return;
    if (outputRewrites.length > 0 && !entity.isRewritten) {
      value['__typename'] ??= targets[0]?.['__typename'];
      applyOutputRewrites(outputRewrites, value, this.environment.schema);
      entity.isRewritten = true;
    }
    this.#keepType(value, targets);
    if (targets.length > 1) this.#share(value);
    for (const target of targets) mergeInto(target, value);
  }

  /** A subgraph that knows only an interface object says the interface's name; what is known better stays. */
  #keepType(value: DataObject, targets: readonly DataObject[]): void {
    const typename = value['__typename'];
    if (typeof typename === 'string' && targets[0]?.['__typename'] !== undefined && isInterfaceType(this.environment.schema.getType(typename))) value['__typename'] = undefined;
  }

  /** Only what lies within an entity is shared: its own keys are copied. */
  #share(entity: DataObject): void {
    for (const key in entity) {
      const value = entity[key];
      if (typeof value === 'object' && value !== null) this.shared.add(value);
    }
  }

  #reportEntityErrors(template: FetchTemplate, { targets, unlocated }: EntityFetch): void {
    const failing = [...targets].filter(([{ errors }]) => errors.length > 0);
    if (failing.length === 0 && unlocated.length === 0) return;
    const places: { readonly object: DataObject; readonly path: Path }[] = [];
    collectPlaces(this.data, template.path, 0, [], places);
    const pathsOf = new Map<DataObject, Path[]>();
    for (const { object, path } of places) {
      const paths = pathsOf.get(object);
      if (paths === undefined) pathsOf.set(object, [path]);
      else paths.push(path);
    }
    for (const [{ errors, value }, objects] of failing) {
      for (const path of objects.flatMap((object) => pathsOf.get(object) ?? [])) {
        if (!isDataObject(value)) this.explained.push(path);
        for (const error of errors) this.#report(template, { ...error, path: [...path, ...(error.path ?? [])] });
      }
    }
    const [[first] = []] = targets.values();
    const place = (first && pathsOf.get(first)?.[0]) ?? [];
    for (const error of unlocated) this.#report(template, { ...error, path: place });
  }

  #objectsAt(path: Path): readonly DataObject[] {
    if (path.length === 0) return [this.data];
    const found: DataObject[] = [];
    collectObjects(this.data, path, 0, found);
    return found;
  }

  #fail({ path, keys, subgraph }: FetchTemplate): void {
    this.#failures.push({ path: path.filter((part) => part !== '@'), keys: new Set(clientPath([...keys]) as string[]), error: unavailableError(subgraph) });
  }

  #report({ subgraph }: FetchTemplate, error: SubgraphError): void {
    if (this.errors.length >= MAX_ERRORS) return;
    const safe = clientSafe(error, this.context.trace);
    this.errors.push({ ...safe, extensions: { ...safe.extensions, serviceName: subgraph } });
  }
}

/** Whether the failed fetch would have brought `keys[at]`. */
const isParent = (failure: Failure, keys: readonly unknown[], at: number): boolean => failure.keys.has(keys[at] as string) && isAt(failure, keys, at);

const isAt = ({ path }: Failure, keys: readonly unknown[], length: number): boolean => path.length === length && path.every((part, at) => part === keys[at]);
