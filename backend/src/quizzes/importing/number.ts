import { Unreadable } from './imported.ts';

/**
 * A number as both file formats write it: decimal point, exponent allowed.
 * @throws Unreadable
 */
export function numberIn(text: string): number {
  const trimmed = text.trim();
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(trimmed)) {
    const number = Number(trimmed);
    if (Number.isFinite(number)) return number;
  }
  const hint = /^[+-]?\d+,\d+$/.test(trimmed) ? ' (write it with a decimal point)' : '';
  throw new Unreadable(`“${trimmed.slice(0, 40)}” is not a number${hint}`);
}
