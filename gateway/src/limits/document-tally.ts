import { GraphQLError, Kind, type ASTNode, type DirectiveNode, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type SelectionNode, type SelectionSetNode } from 'graphql';

/** How much a selection set comes to once every fragment in it is put in place. No number exceeds MAX_SAFE_INTEGER. */
interface SetTally {
  /** Fields on the longest way down. */
  readonly depth: number;
  readonly fields: number;
  readonly aliases: number;
  /** Fields that lie on the set itself, its fragments' included. */
  readonly topFields: number;
}

/** How much a whole document comes to. */
export interface DocumentTally {
  /** The deepest operation or fragment. */
  readonly depth: number;
  /** Of all operations together, or of one fragment that is larger. */
  readonly fields: number;
  readonly aliases: number;
  /** Of the operation that has most. */
  readonly rootFields: number;
  /** As written: each once, wherever its fragment is used. */
  readonly directives: number;
  /** As written: fields whose response name the same selection set has already, under the same type condition. */
  readonly repeats: number;
  readonly fragments: number;
}

/**
 * Counts a document in time linear in its text: a fragment is counted once, and what it comes to is added wherever it is spread,
 * so fragments that double at each level cost nothing to count. The document need not be valid; fragments that it lacks count nothing.
 * Answers with an error where a fragment contains itself.
 */
export const tallyOf = (document: DocumentNode): DocumentTally | GraphQLError => {
  const counter = new Counter(document);
  const operations: SetTally[] = [];
  const fragments: SetTally[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) {
      counter.countDirectives(definition.directives);
      definition.variableDefinitions?.forEach(({ directives }) => counter.countDirectives(directives));
      operations.push(counter.ofSet(definition.selectionSet));
    } else if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.push(counter.ofFragment(definition.name.value));
  }
  if (counter.cycle !== undefined) return selfContaining(counter.cycle);
  const together = operations.reduce(sum, NOTHING);
  const all = [together, ...fragments];
  return {
    depth: Math.max(...all.map(({ depth }) => depth)),
    fields: Math.max(...all.map(({ fields }) => fields)),
    aliases: Math.max(...all.map(({ aliases }) => aliases)),
    rootFields: Math.max(0, ...operations.map(({ topFields }) => topFields)),
    directives: counter.directives,
    repeats: counter.repeats,
    fragments: fragments.length,
  };
};

class Counter {
  directives = 0;
  repeats = 0;
  /** The first spread that leads a fragment back into itself. */
  cycle: { readonly name: string; readonly node: ASTNode } | undefined;
  readonly #definitions = new Map<string, FragmentDefinitionNode>();
  readonly #tallies = new Map<string, SetTally>();
  readonly #open = new Set<string>();

  constructor(document: DocumentNode) {
    for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) this.#definitions.set(definition.name.value, definition);
  }

  ofSet(set: SelectionSetNode): SetTally {
    return this.#ofConditionedSet(set, '', new Set());
  }

  ofFragment(name: string): SetTally {
    const known = this.#tallies.get(name);
    if (known !== undefined) return known;
    const definition = this.#definitions.get(name);
    if (definition === undefined) return NOTHING;
    this.#open.add(name);
    this.countDirectives(definition.directives);
    const tally = this.ofSet(definition.selectionSet);
    this.#open.delete(name);
    this.#tallies.set(name, tally);
    return tally;
  }

  countDirectives(directives: readonly DirectiveNode[] | undefined): void {
    this.directives += directives?.length ?? 0;
  }

  /** `seen`: response names of the set and of the inline fragments in it, each under its type condition. */
  #ofConditionedSet({ selections }: SelectionSetNode, condition: string, seen: Set<string>): SetTally {
    return selections.reduce((tally, selection) => sum(tally, this.#ofSelection(selection, condition, seen)), NOTHING);
  }

  #ofSelection(selection: SelectionNode, condition: string, seen: Set<string>): SetTally {
    this.countDirectives(selection.directives);
    switch (selection.kind) {
      case Kind.FIELD: {
        const name = `${condition} ${selection.alias?.value ?? selection.name.value}`;
        if (seen.has(name)) this.repeats += 1;
        seen.add(name);
        return this.#ofField(selection);
      }
      case Kind.INLINE_FRAGMENT: return this.#ofConditionedSet(selection.selectionSet, selection.typeCondition?.name.value ?? condition, seen);
      case Kind.FRAGMENT_SPREAD: {
        const name = selection.name.value;
        if (!this.#open.has(name)) return this.ofFragment(name);
        this.cycle ??= { name, node: selection };
        return NOTHING;
      }
    }
  }

  #ofField({ alias, selectionSet }: FieldNode): SetTally {
    const below = selectionSet === undefined ? NOTHING : this.ofSet(selectionSet);
    return { depth: below.depth + 1, fields: plus(below.fields, 1), aliases: plus(below.aliases, alias === undefined ? 0 : 1), topFields: 1 };
  }
}

const NOTHING: SetTally = { depth: 0, fields: 0, aliases: 0, topFields: 0 };

const plus = (left: number, right: number): number => Math.min(Number.MAX_SAFE_INTEGER, left + right);

const sum = (left: SetTally, right: SetTally): SetTally => ({
  depth: Math.max(left.depth, right.depth), fields: plus(left.fields, right.fields), aliases: plus(left.aliases, right.aliases), topFields: plus(left.topFields, right.topFields),
});

const selfContaining = ({ name, node }: { readonly name: string; readonly node: ASTNode }): GraphQLError =>
  new GraphQLError(`The fragment "${name}" contains itself.`, { nodes: [node], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
