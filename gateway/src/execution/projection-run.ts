import { type GraphQLFormattedError } from 'graphql';
import { ErrorCode } from './errors.js';
import { type Path } from './data.js';
import { type SharedValues } from './entity-groups.js';
import { JsonWriter, type Written } from './json-writer.js';

/** Errors that one answer lists at most; the cause of the others is the same. */
export const MAX_ERRORS = 1_000;
/** Refusals that one answer lists at most. */
const MAX_REFUSALS = 100;

export interface ProjectionSource {
  /** Texts of introspection fields by response key. */
  readonly introspection?: Readonly<Record<string, string>>;
  readonly shared?: SharedValues;
  /** No string of the data has anything to escape in JSON. */
  readonly isPlain?: boolean;
  /** What a fetch that failed says of a place that it left without a value; undefined where none failed. */
  missing?(path: Path): GraphQLFormattedError | undefined;
}

/** One writing of an answer: where it is, and what is wrong with what was found. */
export class ProjectionRun {
  readonly path: (string | number)[] = [];
  readonly errors: GraphQLFormattedError[] = [];
  readonly #suspicions: { readonly path: Path; readonly message: string }[] = [];
  #refusals = 0;
  /** Places of objects that clients may not see. */
  readonly #hidden: Path[] = [];
  readonly #places = new Map<object, Map<number, Written>>();
  /** The same by where they end: what is taken back is always the last. */
  readonly #inOrder: { readonly places: Map<number, Written>; readonly selection: number; readonly to: number }[] = [];

  constructor(readonly source: ProjectionSource) {}

  /** Everything is written on one sheet: answers are written one at a time. */
  get json(): JsonWriter {
    return SHEET;
  }

  /** Whatever a writing that failed left behind is gone. */
  begin(): void {
    SHEET.begin(this.source.isPlain === true);
  }

  /** The text, or `null` where nothing could be written. */
  finish(isWritten: boolean): Buffer {
    return isWritten ? SHEET.take() : NULL;
  }

  /** Null takes the place of what was begun at that position. */
  takeBack(position: number): false {
    SHEET.rewind(position);
    for (let last = this.#inOrder.at(-1); last !== undefined && last.to > position; last = this.#inOrder.at(-1)) {
      last.places.delete(last.selection);
      this.#inOrder.pop();
    }
    return false;
  }

  /** Writes a value as it was written before by that selection; false where it was not. */
  repeat(value: object, selection: number): boolean {
    const place = this.#places.get(value)?.get(selection);
    if (place !== undefined) SHEET.repeat(place);
    return place !== undefined;
  }

  remember(value: object, selection: number, from: number): void {
    const places = this.#places.get(value) ?? new Map<number, Written>();
    const to = SHEET.position;
    this.#places.set(value, places.set(selection, { from, to }));
    this.#inOrder.push({ places, selection, to });
  }

  /** Changes whenever something was wrong: a text that was made meanwhile must not be used elsewhere. */
  get problems(): number {
    return this.errors.length + this.#suspicions.length + this.#refusals + this.#hidden.length;
  }

  /** A place without any value: a fetch failed, or a subgraph left it out. */
  missing(): void {
    const error = this.source.missing?.(this.path);
    if (error !== undefined) this.#add({ ...error, path: [...this.path] });
  }

  invalid(field: string, expected: string): void {
    this.#add({ message: `A subgraph's value for '${field}' is not a valid ${expected}.`, path: [...this.path], extensions: { code: ErrorCode.invalidSubgraphResponse } });
  }

  refused(field: string, asksFor: string): void {
    this.#refusals += 1;
    if (this.#refusals <= MAX_REFUSALS) this.#add({ message: `'${field}' asks for ${asksFor}.`, path: [...this.path], extensions: { code: ErrorCode.unauthorized } });
  }

  /** Null where the schema promises a value. */
  violated(field: string): void {
    this.#suspect(`Cannot return null for non-nullable field ${field}.`);
  }

  /** An object whose type nobody told, or that cannot be met here. */
  untyped(expected: string): void {
    this.#suspect(`A subgraph did not say which ${expected} this is.`);
  }

  /** An object that clients may not see: what is wrong within it is not told either. */
  hidden(type: string, isNullable: boolean): void {
    this.#hidden.push([...this.path]);
    if (!isNullable) this.#suspect(`A subgraph sent a ${type} that clients may not see.`);
  }

  /** All errors of the answer, those that subgraphs reported first, one for each path. `explained`: places that reported errors left empty. */
  allErrors(reported: readonly GraphQLFormattedError[], explained: readonly Path[]): readonly GraphQLFormattedError[] {
    if (reported.length + this.errors.length + this.#suspicions.length === 0) return NO_ERRORS;
    const byPath = new Map<string, GraphQLFormattedError>();
    for (const error of [...reported, ...this.errors]) {
      if (this.#isHidden(error.path)) continue;
      const key = error.path === undefined ? error.message : JSON.stringify(error.path);
      if (!byPath.has(key)) byPath.set(key, error);
    }
    const errors = [...byPath.values()];
    for (const { path, message } of this.#suspicions) {
      // Null climbs at least to what holds the place, and one error is enough for all that is gone with it (GraphQL specification, Handling Execution Errors).
      if (errors.some((error) => isOnOneWay(error.path, path.slice(0, -1))) || explained.some((place) => leadsTo(place, path))) continue;
      errors.push({ message, path, extensions: { code: ErrorCode.invalidSubgraphResponse } });
    }
    return errors.length > MAX_ERRORS ? errors.slice(0, MAX_ERRORS) : errors;
  }

  #isHidden(path: Path = []): boolean {
    return this.#hidden.some((place) => path.length > place.length && leadsTo(place, path));
  }

  /** Worth an error only where no other explains it: that is known at the end. */
  #suspect(message: string): void {
    if (this.#suspicions.length < MAX_ERRORS) this.#suspicions.push({ path: [...this.path], message });
  }

  #add(error: GraphQLFormattedError): void {
    if (this.errors.length < MAX_ERRORS) this.errors.push(error);
  }
}

const SHEET = new JsonWriter();
const NULL = Buffer.from('null');
const NO_ERRORS: readonly GraphQLFormattedError[] = [];

const leadsTo = (place: Path, path: Path): boolean => place.every((part, at) => part === path[at]);

/** Whether one path leads to or through the other. */
const isOnOneWay = (left: Path | undefined, right: Path): boolean => {
  if (left === undefined) return true;
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) if (left[at] !== right[at]) return false;
  return true;
};
