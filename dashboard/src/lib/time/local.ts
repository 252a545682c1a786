/** By zone: making one takes many times as long as using it. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  FORMATS.set(zone, made);
  return made;
}

/** The wall clock of a zone at a moment, as if it were UTC, in milliseconds. */
function wall(at: number, zone: string): number {
  const parts = formatOf(zone).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** An instant as a field for date and time holds it, in the given zone; empty where there is none. */
export const toLocal = (at: string | null, zone: string): string =>
  at === null ? '' : new Date(wall(Date.parse(at), zone)).toISOString().slice(0, 16);

/**
 * What a field for date and time holds, as an instant; null where it is empty. A time that a change of clocks leaves out is read as if the
 * clocks had not changed; one that comes twice is the first of the two.
 */
export function fromLocal(text: string, zone: string): string | null {
  const local = /T\d\d:\d\d/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  if (Number.isNaN(local)) return null;
  const day = 86_400_000;
  const offsets = [local - day, local + day].map((at) => wall(at, zone) - at);
  const found = offsets.map((offset) => local - offset).find((at) => wall(at, zone) === local);
  return new Date(found ?? local - (offsets[0] ?? 0)).toISOString();
}
