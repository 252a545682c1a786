/**
 * Where labels of one line's height stand that belong at the heights `wanted` (downwards, as on a canvas): each as near to its own as the
 * others let it, none above `top`, and the order kept. In the order of `wanted`.
 */
export function places(wanted: readonly number[], line: number, top: number, bottom: number): readonly number[] {
  const order = wanted.map((_, index) => index).toSorted((a, b) => wanted[b]! - wanted[a]!);
  const found = [...wanted];
  let free = bottom;
  for (const index of order) {
    found[index] = Math.min(wanted[index]!, free);
    free = found[index] - line;
  }
  // What was pushed out at the top comes down again and takes those below it along.
  let taken = top;
  for (const index of order.toReversed()) {
    found[index] = Math.max(found[index]!, taken);
    taken = found[index] + line;
  }
  return found;
}
