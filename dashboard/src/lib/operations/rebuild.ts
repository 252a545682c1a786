import type { Rebuild } from '@lyceum/contracts';

/** Whether a rebuild goes on, or waits for somebody's word. */
export const isOpen = ({ phase }: Pick<Rebuild, 'phase'>): boolean => phase === 'filling' || phase === 'compared';

/** How much of a fill is done, 0 to 1; null where nothing can be said yet. */
export const share = ({ done, total }: Pick<Rebuild, 'done' | 'total'>): number | null => (total > 0 ? Math.min(1, done / total) : null);

export const TONES: Readonly<Record<Rebuild['phase'], string>> = {
  filling: 'tag-warn',
  compared: 'tag-warn',
  swapped: 'tag-good',
  'rolled-back': '',
  cancelled: '',
  failed: 'tag-bad',
};

type Row = Readonly<Record<string, unknown>> | null;

/** The fields of two rows that differ, with both values as text; null where a side has no such field. Parts that are the same are left out. */
export function changes(before: Row, after: Row): readonly { field: string; before: string | null; after: string | null }[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const text = (row: Row, field: string) => (row && field in row ? JSON.stringify(row[field]) : null);
  return fields
    .map((field) => ({ field, before: text(before, field), after: text(after, field) }))
    .filter((each) => each.before !== each.after);
}
