import { together, type FetchTemplate, type TravellingTogether } from './fetch-template.js';

/** Combinations of fetches whose common operation one plan remembers. */
const MAX_COMBINATIONS = 64;

/** Texts that one compiled plan sends again and again. */
export class PlanTexts {
  readonly #heads = new Map<string, string>();
  readonly #combinations = new Map<string, TravellingTogether>();

  /** The beginning of a request's body, up to its variables. */
  bodyHead(operation: string, operationName: string | undefined): string {
    let head = this.#heads.get(operation);
    if (head === undefined) {
      head = `{"query":${JSON.stringify(operation)},${operationName === undefined ? '' : `"operationName":${JSON.stringify(operationName)},`}"variables":`;
      if (this.#heads.size < MAX_COMBINATIONS * 4) this.#heads.set(operation, head);
    }
    return head;
  }

  /** The operation of these fetches in one request. */
  together(templates: readonly FetchTemplate[]): TravellingTogether {
    const key = templates.map(({ number }) => number).join();
    let combined = this.#combinations.get(key);
    if (combined === undefined) {
      combined = together(templates);
      if (this.#combinations.size < MAX_COMBINATIONS) this.#combinations.set(key, combined);
    }
    return combined;
  }
}
