/** The list with the item at `from` at place `to`; as it was where either is outside. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  if (from < 0 || to < 0 || from >= items.length || to >= items.length) return [...items];
  const [item] = items.slice(from, from + 1) as [T];
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** The place among rows, by their edges on the screen, that a finger or pointer at height `y` is over. */
export function placeAt(rows: readonly { readonly top: number; readonly bottom: number }[], y: number): number {
  const at = rows.findIndex(({ bottom }) => y < bottom);
  return at < 0 ? rows.length - 1 : at;
}
