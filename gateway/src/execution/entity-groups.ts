import { type DataObject, type Path } from './data.js';
import { type Representation, type Representations } from './representation.js';

/** Objects that stand for one entity. */
export interface EntityGroup {
  /** How the subgraph is told which one. */
  readonly text: string;
  /** Those that its fetch completes. */
  readonly objects: DataObject[];
}

interface Member extends EntityGroup {
  /** The object that stands for all others that hold no more than it did. */
  readonly first: DataObject;
  /** Whether the first holds nothing but what names the entity. */
  readonly isBare: boolean;
  /** Another entity with the same value of the first key. */
  readonly next: Member | undefined;
}

/** Values that stand in several places of the tree. */
export type SharedValues = Set<object>;

/**
 * The entities at a path of the tree, each once. Objects that hold nothing but an entity's name are interchangeable: all but the first are taken out of the tree
 * and the first is put in their places, so that what comes later is merged, and written, once per entity instead of once per place.
 */
export class EntityGroups {
  readonly #byType = new Map<unknown, { readonly representation: Representation | undefined; readonly byKey: Map<unknown, Member>; readonly byText: Map<string, Member> }>();
  readonly #groups: EntityGroup[] = [];
  /** What stands at the path now, each object at least once. */
  readonly standing: DataObject[] = [];
  #mayReplace = true;
  /** Shared values by the part of the path at which they were walked: what lies below them is found once. */
  readonly #walked = new Map<object, number>();

  constructor(private readonly representations: Representations, private readonly shared: SharedValues) {}

  /** Walks down to the path's objects, `@` standing for every item of a list. */
  collect(root: DataObject, path: Path): readonly EntityGroup[] {
    this.#walk(root, path, 0);
    return this.#groups;
  }

  /** The same of what stands at a path, for whoever has just collected it: the tree is not walked again, and stays as it is. */
  collectFrom(standing: readonly DataObject[]): readonly EntityGroup[] {
    this.#mayReplace = false;
    for (const object of standing) this.#add(object);
    return this.#groups;
  }

  /** What stands in the value's place from now on. */
  #walk(value: unknown, path: Path, at: number): unknown {
    if (typeof value !== 'object' || value === null || this.#wasWalked(value, path, at)) return value;
    if (Array.isArray(value)) {
      const next = path[at] === '@' ? at + 1 : at;
      for (let index = 0; index < value.length; index += 1) {
        const item: unknown = value[index];
        const standing = this.#walk(item, path, next);
        if (standing !== item) value[index] = standing;
      }
      return value;
    }
    const object = value as DataObject;
    const key = path[at];
    if (key === undefined) return this.#add(object);
    const child = object[key];
    const standing = this.#walk(child, path, at + 1);
    if (standing !== child) object[key] = standing;
    return object;
  }

  /** Entities themselves are looked at each time: another may stand in their place. */
  #wasWalked(value: object, path: Path, at: number): boolean {
    if (this.shared.size === 0 || (at === path.length && !Array.isArray(value)) || !this.shared.has(value)) return false;
    if (this.#walked.get(value) === at) return true;
    this.#walked.set(value, at);
    return false;
  }

  #add(object: DataObject): DataObject {
    const typename = object['__typename'];
    let type = this.#byType.get(typename);
    if (type === undefined) this.#byType.set(typename, type = { representation: this.representations(typename), byKey: new Map(), byText: new Map() });
    const { representation, byKey, byText } = type;
    if (representation === undefined) return this.#stay(object);
    const keys = representation.keys !== undefined && representation.keys.every((name) => typeof object[name] !== 'object') ? representation.keys : undefined;
    if (keys === undefined) return this.#addByText(object, representation, byText);
    const value = object[keys[0] as string];
    const sameStart = byKey.get(value);
    for (let member = sameStart; member !== undefined; member = member.next) {
      if (member.first === object) return object;
      if (hasSameKeys(member.first, object, keys)) return this.#join(member, object, keys);
    }
    const text = representation.text(object);
    if (text !== undefined) byKey.set(value, this.#found({ text, first: object, isBare: isBare(object, keys), next: sameStart, objects: [object] }));
    return this.#stay(object);
  }

  #addByText(object: DataObject, representation: Representation, byText: Map<string, Member>): DataObject {
    const text = representation.text(object);
    const member = text === undefined ? undefined : byText.get(text);
    if (member !== undefined) member.objects.push(object);
    else if (text !== undefined) byText.set(text, this.#found({ text, first: object, isBare: false, next: undefined, objects: [object] }));
    return this.#stay(object);
  }

  #join(member: Member, object: DataObject, keys: readonly string[]): DataObject {
    if (!this.#mayReplace || !member.isBare || !isBare(object, keys)) {
      member.objects.push(object);
      return this.#stay(object);
    }
    this.shared.add(member.first);
    return member.first;
  }

  #stay(object: DataObject): DataObject {
    this.standing.push(object);
    return object;
  }

  #found(member: Member): Member {
    this.#groups.push(member);
    return member;
  }
}

const hasSameKeys = (left: DataObject, right: DataObject, keys: readonly string[]): boolean => {
  for (const key of keys) if (left[key] !== right[key]) return false;
  return true;
};

/** Whether it holds nothing but what names it. */
const isBare = (object: DataObject, keys: readonly string[]): boolean => {
  let count = object['__typename'] === undefined ? 0 : -1;
  for (const _key in object) count += 1;
  return count === keys.length;
};
