import { coerceInputValue, getNamedType, getNullableType, isInputObjectType, isListType, isScalarType, type GraphQLInputType } from 'graphql';
import { IDEMPOTENCY_FIELD, type RestEndpoint, type RestVariable } from './endpoint.js';
import { problemOf, type Problem, type ProblemError } from './problem.js';

/** Wrong things of one request that are told. */
const MAX_ERRORS = 100;
/** Characters of a wrong value that are told. */
const MAX_SHOWN_CHARACTERS = 100;
const BAD_INPUT = 'BAD_USER_INPUT';
const ENOUGH = Symbol('enough errors');

export type Variables = Readonly<Record<string, unknown>>;

/** What a request gives an operation, or why it does not. */
export type ReadVariables = { readonly variables: Variables } | { readonly problem: Problem };

/** The variables that a query string gives, or every parameter of it that is wrong or that nobody knows. */
export const variablesOfSearch = ({ variables }: RestEndpoint, search: URLSearchParams): ReadVariables => {
  const wrong = new WrongInput((path) => ({ parameter: String(path[0]), ...(path.length > 1 ? { pointer: pointerOf(path.slice(1)) } : {}) }));
  const values: Record<string, unknown> = {};
  return wrong.orElse(values, () => {
    wrong.unknown(search.keys(), variables);
    for (const variable of variables) {
      const texts = search.getAll(variable.name);
      if (texts.length > 0) values[variable.name] = wrong.read(variable, texts);
      else if (variable.isRequired) wrong.add([variable.name], `The parameter '${variable.name}' is missing.`);
    }
  });
};

/** The variables that a body gives, or every member of it that is wrong or that nobody knows. The header `Idempotency-Key` counts where the body has no key. */
export const variablesOfBody = ({ variables, idempotentVariable }: RestEndpoint, body: unknown, idempotencyKey: string | undefined): ReadVariables => {
  if (!isMap(body)) return { problem: problemOf(400, BAD_INPUT, 'Expected a JSON object with the members that the API description names.') };
  const values = idempotencyKey === undefined || idempotentVariable === undefined ? body : withKey(body, idempotentVariable, idempotencyKey);
  const wrong = new WrongInput((path) => ({ pointer: pointerOf(path) }));
  return wrong.orElse(values, () => {
    wrong.unknown(Object.keys(values), variables);
    for (const variable of variables) {
      const value = Object.hasOwn(values, variable.name) ? values[variable.name] : undefined;
      if (value !== undefined) wrong.check(variable, value);
      else if (variable.isRequired) wrong.add([variable.name], `The member '${variable.name}' is missing.`);
    }
  });
};

type Path = readonly (string | number)[];

/** Collects what is wrong, up to MAX_ERRORS: who sends a megabyte of nonsense is told no more, and costs no more. */
class WrongInput {
  readonly #errors: ProblemError[] = [];

  constructor(private readonly placeOf: (path: Path) => Partial<ProblemError>) {}

  /** What was read, or the problem that `read` found. */
  orElse(variables: Variables, read: () => void): ReadVariables {
    try {
      read();
    } catch (error) {
      if (error !== ENOUGH) throw error;
    }
    const [first] = this.#errors;
    if (first === undefined) return { variables };
    return { problem: { status: 400, code: BAD_INPUT, detail: this.#errors.length === 1 ? first.message : `${this.#errors.length} parameters are wrong; the first: ${first.message}`, errors: this.#errors, headers: [] } };
  }

  add(path: Path, message: string): void {
    if (this.#errors.length >= MAX_ERRORS) throw ENOUGH;
    this.#errors.push({ message, code: BAD_INPUT, ...this.placeOf(path) });
  }

  unknown(names: Iterable<string>, variables: readonly RestVariable[]): void {
    const known = new Set(variables.map(({ name }) => name));
    for (const name of new Set(names)) if (!known.has(name)) this.add([name], `'${shown(name)}' is not known here; expected ${known.size === 0 ? 'nothing' : [...known].join(', ')}.`);
  }

  check({ name, type }: RestVariable, value: unknown): void {
    coerceInputValue(value, type, (path, _value, { message }) => this.add([name, ...path], message));
  }

  /** The value of a parameter: a list is the parameter repeated, an input object is JSON, everything else is the text. */
  read(variable: RestVariable, texts: readonly string[]): unknown {
    const { name } = variable;
    const type = getNullableType(variable.type);
    if (!isListType(type) && texts.length > 1) return this.add([name], `The parameter '${name}' may be given once only.`);
    const values = texts.map((text) => valueOf(text, isListType(type) ? type.ofType : type));
    if (values.includes(undefined)) return this.add([name], `The parameter '${name}' expects ${expectationOf(variable.type)}, got '${shown(texts[values.indexOf(undefined)] ?? '')}'.`);
    const value = isListType(type) ? values : values[0];
    this.check(variable, value);
    return value;
  }
}

/** Undefined where the text is no such value. */
const valueOf = (text: string, type: GraphQLInputType): unknown => {
  const nullable = getNullableType(type);
  if (isListType(nullable) || isInputObjectType(nullable)) return jsonOf(text);
  if (!isScalarType(nullable)) return text;
  switch (nullable.name) {
    case 'Int': return /^-?\d{1,10}$/.test(text) ? Number(text) : undefined;
    case 'Float': return /^-?\d{1,309}(\.\d{1,309})?([eE][+-]?\d{1,3})?$/.test(text) ? Number(text) : undefined;
    case 'Boolean': return text === 'true' ? true : text === 'false' ? false : undefined;
    default: return text;
  }
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const expectationOf = (type: GraphQLInputType): string => {
  const named = getNamedType(type);
  if (!isScalarType(named)) return `${named.name} as JSON`;
  return named.name === 'Boolean' ? 'true or false' : `a value of the type ${named.name}`;
};

const withKey = (body: Variables, variable: string, key: string): Variables => {
  const input = body[variable];
  return isMap(input) && (input[IDEMPOTENCY_FIELD] ?? undefined) === undefined ? { ...body, [variable]: { ...input, [IDEMPOTENCY_FIELD]: key } } : body;
};

const pointerOf = (path: Path): string => path.map((part) => `/${shown(String(part)).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const shown = (text: string): string => (text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)}…` : text);

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
