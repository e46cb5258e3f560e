import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GraphQLError, Kind, parse, type DocumentNode } from 'graphql';

/** Files of a folder, and characters of one of them. */
const MAX_FILES = 10_000;
const MAX_FILE_CHARACTERS = 256 * 1024;

/** A file with a document of named operations. */
export interface OperationFile {
  readonly file: string;
  readonly text: string;
  readonly document: DocumentNode;
  /** Of its operations, in order. */
  readonly names: readonly string[];
}

/** Reads the folder's .graphql files, in the order of their names. Throws with the file's name where one is not a document, is too long, or has an operation without a name. */
export const readOperationFiles = async (folder: string): Promise<readonly OperationFile[]> => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql')).sort();
  if (files.length === 0 || files.length > MAX_FILES) throw new Error(`${folder}: expected 1 to ${MAX_FILES} .graphql files to list operations, found ${files.length}.`);
  const read: OperationFile[] = [];
  for (const file of files) read.push(operationFileOf(join(folder, file), await readFile(join(folder, file), 'utf8')));
  return read;
};

const operationFileOf = (file: string, text: string): OperationFile => {
  if (text.length > MAX_FILE_CHARACTERS) throw new Error(`${file}: expected at most ${MAX_FILE_CHARACTERS} characters, found ${text.length}.`);
  try {
    const document = parse(text);
    return { file, text, document, names: document.definitions.flatMap((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return [];
      if (definition.name === undefined) throw new GraphQLError('a listed operation needs a name');
      return [definition.name.value];
    }) };
  } catch (error) {
    throw new Error(`${file}: expected a document of named operations: ${error instanceof Error ? error.message : String(error)}.`, { cause: error });
  }
};
