import { createHash } from 'node:crypto';
import { print, stripIgnoredCharacters } from 'graphql';
import { readOperationFiles, type OperationFile } from './operation-files.js';

/** A text may be so many times longer than the longest listed one, for its spaces and comments; a longer one is not looked at. */
const MAX_PADDING = 4;

/** The only operations that run. */
export interface AllowList {
  readonly operations: number;
  readonly names: Iterable<string>;
  /** The listed text that is the same but for spaces, commas and comments. */
  ofText(text: string): string | undefined;
  /** By SHA-256 in hex: of the file, of its text without spaces and comments, or of its text as graphql's printer writes it, which is what clients hash. */
  ofHash(sha256: string): string | undefined;
  /** By the name of one of its operations. */
  ofName(operationName: string): string | undefined;
}

/** Reads the folder's .graphql files, one document each. Throws with the file's name where one is not a document, is too long, has an operation without a name, or one whose name was used. */
export const readAllowList = async (folder: string): Promise<AllowList> => {
  const list = new ListedOperations();
  for (const file of await readOperationFiles(folder)) list.add(file);
  return list;
};

class ListedOperations implements AllowList {
  readonly #byText = new Map<string, string>();
  readonly #byHash = new Map<string, string>();
  readonly #byName = new Map<string, string>();
  #longest = 0;

  get names(): Iterable<string> {
    return this.#byName.keys();
  }

  get operations(): number {
    return this.#byName.size;
  }

  add({ file, text, document, names }: OperationFile): void {
    for (const name of names) {
      if (this.#byName.has(name)) throw new Error(`${file}: the operation ${name} is listed twice.`);
      this.#byName.set(name, text);
    }
    const stripped = stripIgnoredCharacters(text);
    for (const each of [text, text.trim(), stripped, print(document)]) {
      this.#byText.set(each, text);
      this.#byHash.set(sha256Of(each), text);
      this.#longest = Math.max(this.#longest, each.length);
    }
  }

  ofText(text: string): string | undefined {
    return this.#byText.get(text) ?? (text.length > this.#longest * MAX_PADDING ? undefined : this.#byText.get(stripped(text) ?? text));
  }

  ofHash(sha256: string): string | undefined {
    return this.#byHash.get(sha256);
  }

  ofName(operationName: string): string | undefined {
    return this.#byName.get(operationName);
  }
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Undefined where the text is not even made of tokens. */
const stripped = (text: string): string | undefined => {
  try {
    return stripIgnoredCharacters(text);
  } catch {
    return undefined;
  }
};
