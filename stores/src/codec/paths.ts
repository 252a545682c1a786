type Change = (value: unknown, path: string) => unknown;

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * The value with `change` applied to what lies at the dotted path (`*` is every key or index); what is not there or null is left out.
 * Copies only what changes: the same value comes back where nothing does.
 */
export function changeAt(value: unknown, segments: readonly string[], change: Change, path = ''): unknown {
  const [segment, ...rest] = segments;
  if (segment === undefined) return value === null || value === undefined ? value : change(value, path);
  if (!isContainer(value)) return value;
  let copy: Record<string, unknown> | undefined;
  for (const key of segment === '*' ? Object.keys(value) : [segment]) {
    const before = value[key];
    const after = changeAt(before, rest, change, path === '' ? key : `${path}.${key}`);
    if (after === before) continue;
    copy ??= Array.isArray(value) ? (value.slice() as unknown as Record<string, unknown>) : { ...value };
    copy[key] = after;
  }
  return copy ?? value;
}
