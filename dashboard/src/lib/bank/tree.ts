import type { BankCategory } from '@lyceum/contracts';

/** A category with how deep it lies, 0 at the top. */
export interface Branch extends BankCategory {
  readonly depth: number;
}

/** The categories as they are read: each followed by those below it. One whose parent is gone lies at the top. */
export function branches(categories: readonly BankCategory[]): readonly Branch[] {
  const known = new Set(categories.map(({ categoryId }) => categoryId));
  const byParent = Map.groupBy(categories, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null));
  const below = (parentId: string | null, depth: number): Branch[] =>
    (byParent.get(parentId) ?? []).flatMap((category) => [{ ...category, depth }, ...below(category.categoryId, depth + 1)]);
  return below(null, 0);
}

/** The category and those below it: it cannot be put into any of them. */
export function withThoseBelow(all: readonly Branch[], categoryId: string): ReadonlySet<string> {
  const from = all.findIndex((branch) => branch.categoryId === categoryId);
  const depth = all[from]?.depth ?? 0;
  const after = all.slice(from + 1);
  const end = after.findIndex((branch) => branch.depth <= depth);
  return new Set([categoryId, ...(end < 0 ? after : after.slice(0, end)).map((branch) => branch.categoryId)]);
}

/** Tags as they are typed: parted by commas. */
export const tagsIn = (text: string): string[] =>
  [...new Set(text.split(',').map((tag) => tag.trim().toLowerCase()))].filter((tag) => tag !== '');
