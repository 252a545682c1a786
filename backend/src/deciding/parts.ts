import type { Id } from '@lyceum/contracts';

/** Values by id, parted by the last byte of the id: one more copies one part of 256, so that a state of any size stays quick to fold. */
export type Parts<V> = readonly (ReadonlyMap<Id, V> | undefined)[];

const partOf = (id: Id): number => Number.parseInt(id.slice(-2), 16);

export const inParts = <V>(parts: Parts<V>, id: Id): V | undefined => parts[partOf(id)]?.get(id);

export function withPart<V>(parts: Parts<V>, id: Id, value: V): Parts<V> {
  const part = partOf(id);
  const others = parts.slice();
  others[part] = new Map(parts[part]).set(id, value);
  return others;
}

/** All of them. */
export const entriesOf = <V>(parts: Parts<V>): readonly (readonly [Id, V])[] => parts.flatMap((part) => [...(part ?? [])]);

/** Parts of many values at once. */
export function partsOf<V>(entries: Iterable<readonly [Id, V]>): Parts<V> {
  const parts: Map<Id, V>[] = [];
  for (const [id, value] of entries) (parts[partOf(id)] ??= new Map()).set(id, value);
  return parts;
}
