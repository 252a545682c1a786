import { identical } from '../bson/compare.ts';
import { isDoc, ownField } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { isPosition } from '../query/paths.ts';
import type { Place } from './places.ts';

/** What a change stream says of an update: which paths have new values, which are gone, which arrays are shorter. */
export class UpdateDescription {
  private readonly updated = new Map<string, Value>();
  private readonly removed = new Set<string>();
  private readonly truncated = new Map<string, number>();

  /** Something was put at a place where `before` lay. */
  set(place: Place, before: Value): void {
    const path = place.path.join('.');
    const after = place.get();
    this.removed.delete(path);
    if (Array.isArray(before) && Array.isArray(after)) return this.array(path, before, after);
    this.updated.set(path, after);
  }

  /** Something was taken away from a place; in an array that leaves a null. */
  unset(place: Place): void {
    const path = place.path.join('.');
    if (place.get() === null) this.updated.set(path, null);
    else {
      this.updated.delete(path);
      this.removed.add(path);
    }
  }

  array(path: string, before: Value[], after: Value[]): void {
    const changes: [string, Value][] = [];
    for (let index = 0; index < after.length; index++)
      if (index >= before.length || !identical(before[index], after[index])) changes.push([`${path}.${index}`, after[index]]);
    if (changes.length > 0 && changes.length >= after.length) this.updated.set(path, after);
    else {
      for (const [name, value] of changes) this.updated.set(name, value);
      if (after.length < before.length) this.truncated.set(path, after.length);
    }
  }

  put(path: string, value: Value): void {
    this.updated.set(path, value);
  }

  remove(path: string): void {
    this.removed.add(path);
  }

  /** As the event has it; `after` is the document as it is now. */
  toDoc(after: Doc): Doc {
    const paths = this.ambiguous(after);
    return {
      updatedFields: Object.fromEntries(this.updated),
      removedFields: [...this.removed],
      truncatedArrays: [...this.truncated].map(([field, newSize]) => ({ field, newSize })),
      ...(paths.length > 0 ? { disambiguatedPaths: Object.fromEntries(paths) } : {}),
    };
  }

  /** The paths in which a number is the name of a field, part by part; a place in an array is a number there. */
  private ambiguous(after: Doc): [string, Value[]][] {
    return [...this.updated.keys(), ...this.removed, ...this.truncated.keys()].flatMap((path) => {
      if (!/(^|\.)\d+(\.|$)/.test(path)) return [];
      let at: Value = after;
      let named = false;
      const parts = path.split('.').map((part): Value => {
        const isPlace = Array.isArray(at) && isPosition(part);
        if (!isPlace && isPosition(part)) named = true;
        at = Array.isArray(at) ? at[Number(part)] : isDoc(at) ? ownField(at, part) : undefined;
        return isPlace ? Number(part) : part;
      });
      return named ? [[path, parts] as [string, Value[]]] : [];
    });
  }
}

/** What leads from one document to another. */
export const describeDifference = (before: Doc, after: Doc): UpdateDescription => {
  const description = new UpdateDescription();
  compare(before, after, '', description);
  return description;
};

const compare = (before: Doc, after: Doc, prefix: string, description: UpdateDescription): void => {
  for (const [name, value] of Object.entries(after)) {
    const old = before[name];
    const path = prefix + name;
    if (identical(old, value)) continue;
    if (isDoc(old) && isDoc(value)) compare(old, value, `${path}.`, description);
    else if (Array.isArray(old) && Array.isArray(value)) description.array(path, old, value);
    else description.put(path, value);
  }
  for (const name of Object.keys(before)) if (!Object.hasOwn(after, name)) description.remove(prefix + name);
};
