import { isDoc, ownField, setField } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { valueText } from '../bson/text.ts';
import { ServerError } from '../errors.ts';
import { isPosition } from '../query/paths.ts';
import type { Filter } from '../query/filter.ts';

/** What paths with `$`, `$[]` and `$[name]` are resolved by. */
export interface Positions {
  /** Where the filter found its element, for `$`. */
  matched: number | undefined;
  /** `arrayFilters` by their names. */
  filters: ReadonlyMap<string, Filter>;
}

/** The concrete paths that a path with positional parts means in a document. */
export const resolvePaths = (doc: Doc, path: readonly string[], positions: Positions): string[][] => {
  if (!path.some((part) => part.startsWith('$'))) return [path as string[]];
  let found: { path: string[]; at: Value }[] = [{ path: [], at: doc }];
  for (const [place, part] of path.entries()) {
    found = found.flatMap(({ path: before, at }) => {
      if (part === '$') {
        if (positions.matched === undefined)
          throw new ServerError('BadValue', 'The positional operator did not find the match needed from the query.');
        return [{ path: [...before, String(positions.matched)], at: step(at, String(positions.matched)) }];
      }
      const named = /^\$\[(.*)\]$/.exec(part);
      if (!named) return [{ path: [...before, part], at: step(at, part) }];
      const prefix = path.slice(0, place).join('.');
      if (!Array.isArray(at)) {
        if (at === undefined)
          throw new ServerError('BadValue', `The path '${prefix}' must exist in the document in order to apply array updates.`);
        throw new ServerError('BadValue', `Cannot apply array updates to non-array element ${path[place - 1]}: ${valueText(at)}`);
      }
      const name = named[1] as string;
      const filter = positions.filters.get(name);
      if (name !== '' && !filter)
        throw new ServerError('BadValue', `No array filter found for identifier '${name}' in path '${path.join('.')}'`);
      return at.flatMap((element, index) =>
        !filter || filter.test({ [name]: element }) ? [{ path: [...before, String(index)], at: element }] : [],
      );
    });
  }
  return found.map((one) => one.path);
};

const step = (value: Value, part: string): Value => {
  if (isDoc(value)) return ownField(value, part);
  return Array.isArray(value) && isPosition(part) ? value[Number(part)] : undefined;
};

/** How many empty places an update may open in an array (MongoDB source, `kMaxPaddingAllowed`). */
const MOST_PADDING = 1_500_000;

/** A place in a document that an operator works on. */
export class Place {
  readonly path: readonly string[];
  private readonly doc: Doc;

  constructor(doc: Doc, path: readonly string[]) {
    this.doc = doc;
    this.path = path;
  }

  /** What lies there; undefined where nothing does. */
  get(): Value {
    let at: Value = this.doc;
    for (const part of this.path) {
      at = step(at, part);
      if (at === undefined) return undefined;
    }
    return at;
  }

  /** Puts a value there, with the documents on the way to it. Throws 28 where something else is in the way. */
  set(value: Value): void {
    let at: Doc | Value[] = this.doc;
    for (const [depth, part] of this.path.entries()) {
      const last = depth === this.path.length - 1;
      if (Array.isArray(at)) this.checkPosition(at, part, depth);
      if (last) return assign(at, part, value);
      let next = step(at, part);
      if (next === undefined) {
        next = {};
        assign(at, part, next);
      }
      if (!isDoc(next) && !Array.isArray(next)) throw this.notViable(this.path[depth + 1] as string, part, next);
      at = next;
    }
  }

  /** Takes the value away; in an array a null is left. False where there was none. */
  remove(): boolean {
    let at: Value = this.doc;
    for (const part of this.path.slice(0, -1)) at = step(at, part);
    const last = this.path.at(-1) as string;
    if (Array.isArray(at) && isPosition(last) && Number(last) < at.length) {
      if (at[Number(last)] === null) return false;
      at[Number(last)] = null;
      return true;
    }
    return isDoc(at) && Object.hasOwn(at, last) ? delete at[last] : false;
  }

  /** The path up to the first array on the way, for what can only be said of it as a whole. */
  parentArray(): string[] | undefined {
    let at: Value = this.doc;
    for (const [depth, part] of this.path.entries()) {
      if (Array.isArray(at)) return this.path.slice(0, depth);
      at = step(at, part);
    }
    return undefined;
  }

  private checkPosition(array: Value[], part: string, depth: number): void {
    if (!isPosition(part)) throw this.notViable(part, this.path[depth - 1] ?? '', array);
    if (Number(part) > array.length + MOST_PADDING)
      throw new ServerError('CannotBackfillArray', `cannot backfill more than ${MOST_PADDING} elements of an array`);
    while (array.length < Number(part)) array.push(null);
  }

  private notViable(child: string, parent: string, value: Value): ServerError {
    return new ServerError('PathNotViable', `Cannot create field '${child}' in element {${parent}: ${valueText(value)}}`);
  }
}

const assign = (container: Doc | Value[], part: string, value: Value): void => {
  if (Array.isArray(container)) container[Number(part)] = value;
  else setField(container, part, value);
};
