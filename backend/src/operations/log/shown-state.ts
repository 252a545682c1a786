import type { StateChange } from '@lyceum/contracts';

/** Changes beyond so many are not told: who fills a catalogue in one fact changes all of it. */
const MOST = 500;

/** A state as JSON: maps become objects by their keys, sets lists. */
export function shownState(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [String(key), shownState(one)]));
  if (value instanceof Set) return [...value].map(shownState);
  if (Array.isArray(value)) return value.map(shownState);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, shownState(one)]));
}

const fieldsOf = (value: unknown): ReadonlyMap<string, unknown> | null =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null;

/** Where two states as JSON differ, as deep inside as can be said, in the order of the later one. */
export function changesBetween(before: unknown, after: unknown): readonly StateChange[] {
  const changes: StateChange[] = [];
  const compare = (path: string, was: unknown, is: unknown): void => {
    if (changes.length >= MOST || Object.is(was, is)) return;
    const [old, now] = [fieldsOf(was), fieldsOf(is)];
    if (!old || !now || Array.isArray(was) !== Array.isArray(is)) {
      changes.push({ path, before: was, after: is });
      return;
    }
    for (const field of new Set([...now.keys(), ...old.keys()]))
      compare(path === '' ? field : `${path}.${field}`, old.get(field), now.get(field));
  };
  compare('', before, after);
  return changes;
}
