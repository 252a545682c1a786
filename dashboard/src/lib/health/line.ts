/** A point of a small chart: null where nothing was measured. */
export type Measured = number | null;

/** Where a line goes in a box of the size, y growing downward from the largest value at the top to 0; what was not measured interrupts it. */
export function pathOf(values: readonly Measured[], width: number, height: number): string {
  const most = Math.max(...values.map((value) => value ?? 0), 0) || 1;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let drawing = false;
  const parts: string[] = [];
  values.forEach((value, at) => {
    if (value === null) {
      drawing = false;
      return;
    }
    parts.push(`${drawing ? 'L' : 'M'}${round(at * step)} ${round(height - (value / most) * height)}`);
    drawing = true;
  });
  return parts.join(' ');
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** The largest that was measured and the newest; null where nothing was. */
export function rangeOf(values: readonly Measured[]): { readonly most: number; readonly newest: number | null } | null {
  const measured = values.filter((value) => value !== null);
  return measured.length === 0 ? null : { most: Math.max(...measured), newest: values.at(-1) ?? null };
}
