import { parseNumber } from './number.ts';

export interface Measure {
  readonly number: number;
  readonly unit?: string;
}

/**
 * A number with its unit as people type it: `3.5 m`, `€5`, `20 °C`. A unit that is not among `units` is taken as it stands; null where
 * there is no number.
 */
export function parseMeasure(typed: string, units: readonly string[]): Measure | null {
  const text = typed.trim();
  const whole = parseNumber(text);
  if (whole !== null) return { number: whole };
  for (const unit of units.toSorted((a, b) => b.length - a.length)) {
    const rest = text.endsWith(unit) ? text.slice(0, -unit.length) : text.startsWith(unit) ? text.slice(unit.length) : null;
    const number = rest === null ? null : parseNumber(rest);
    if (number !== null) return { number, unit };
  }
  for (let end = Math.min(text.length - 1, 60); end > 0; end--) {
    const number = parseNumber(text.slice(0, end));
    if (number !== null) return { number, unit: text.slice(end).trim().slice(0, 40) };
  }
  return null;
}
