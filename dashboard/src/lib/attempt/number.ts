/** A number as people type it: a decimal comma, spaces between thousands, a real minus. Null where it is none. */
export function parseNumber(typed: string): number | null {
  const plain = typed
    .trim()
    .replaceAll(/[\s\u00a0\u202f']/g, '')
    .replace('\u2212', '-')
    .replace(/^([^.,]*),([^.,]*)$/, '$1.$2');
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}
