import path from 'node:path';
import { Kind, OperationTypeNode, TokenKind, type DocumentNode, type FragmentDefinitionNode, type OperationDefinitionNode } from 'graphql';
import { readOperationFiles, type OperationFile } from '../persisted/operation-files.js';

/** A named operation that is called by its path: a query by GET, a mutation by POST. */
export interface RestOperation {
  /** The file's name without its ending. */
  readonly path: string;
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** As in the file: what a list of operations knows. */
  readonly text: string;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** The comment at the top of the file; '' where there is none. */
  readonly summary: string;
}

const PATH = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Reads the folder's .graphql files, one operation each; subscriptions are left out. Throws with the file's name where one holds more than that, or has a name that is no path. */
export const readRestOperations = async (folder: string): Promise<readonly RestOperation[]> => {
  const files = await readOperationFiles(folder);
  return files.flatMap((file) => restOperationOf(file) ?? []);
};

/** The operation of one file; undefined where it is a subscription. */
export const restOperationOf = ({ file, text, document }: OperationFile): RestOperation | undefined => {
  const name = path.basename(file, '.graphql');
  const [operation, ...others] = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (operation?.name === undefined || others.length > 0) throw new Error(`${file}: expected one operation, which is then a path of REST, found ${others.length + (operation === undefined ? 0 : 1)}.`);
  if (!PATH.test(name)) throw new Error(`${file}: expected a name of lower-case letters, digits and hyphens, which is then a path of REST.`);
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) return undefined;
  const method = operation.operation === OperationTypeNode.QUERY ? 'GET' : 'POST';
  return { path: name, name: operation.name.value, method, text, operation, fragments: fragmentsOf(document), summary: firstCommentOf(document) };
};

const fragmentsOf = ({ definitions }: DocumentNode): RestOperation['fragments'] =>
  Object.fromEntries(definitions.flatMap((definition) => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [])));

const firstCommentOf = ({ loc }: DocumentNode): string => {
  const lines: string[] = [];
  for (let token = loc?.startToken.next; token?.kind === TokenKind.COMMENT; token = token.next) lines.push(token.value.trim());
  return lines.join(' ').trim();
};
