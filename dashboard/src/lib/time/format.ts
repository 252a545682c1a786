import { LOCALE } from '#lib/messages/index.ts';

const cached = <T>(make: (key: string) => T) => {
  const made = new Map<string, T>();
  return (key: string): T => {
    const found = made.get(key) ?? make(key);
    made.set(key, found);
    return found;
  };
};
const full = cached(
  (timeZone) =>
    new Intl.DateTimeFormat(LOCALE, {
      timeZone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZoneName: 'short',
    }),
);
const exact = cached(
  (timeZone) =>
    new Intl.DateTimeFormat(LOCALE, {
      timeZone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
    }),
);
const day = cached((timeZone) => new Intl.DateTimeFormat(LOCALE, { timeZone, day: 'numeric', month: 'short', year: 'numeric' }));
const dayOfYear = cached((timeZone) => new Intl.DateTimeFormat(LOCALE, { timeZone, day: 'numeric', month: 'short' }));
const hour = cached((timeZone) => new Intl.DateTimeFormat(LOCALE, { timeZone, hour: '2-digit', minute: '2-digit' }));
const second = cached((timeZone) => new Intl.DateTimeFormat(LOCALE, { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit' }));
/** A day of the calendar, which a number can be read from. */
const numbered = cached((timeZone) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }));
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto', style: 'short' });

/** Date, time and zone: the only way an absolute time is written alone. */
export const absolute = (at: string | number, zone: string): string => full(zone).format(new Date(at));
/** The same to the second, for who reads a log. */
export const exactTime = (at: string | number, zone: string): string => exact(zone).format(new Date(at));
export const date = (at: string | number, zone: string): string => day(zone).format(new Date(at));
/** A date of the calendar, without a zone: `2027-03-28`. */
export const plainDate = (text: string): string => date(`${text}T00:00:00Z`, 'UTC');
/** Day and month, for the axis of a chart that says its zone. */
export const shortDate = (at: string | number, zone: string): string => dayOfYear(zone).format(new Date(at));
/** Hours and minutes, for the axis of a chart that says its zone. */
export const hourMinute = (at: string | number, zone: string): string => hour(zone).format(new Date(at));
/** Hours, minutes and seconds: "saved 14:03:07". */
export const clockTime = (at: string | number, zone: string): string => second(zone).format(new Date(at));

const STEPS: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
];

const DAY = 86_400_000;
const dayNumber = (at: number, zone: string): number => Date.parse(numbered(zone).format(at)) / DAY;

/** "in 12 min", "3 days ago": the largest unit that fits, towards zero. Days are those of the zone's calendar. Times in milliseconds. */
export function fromNow(at: number, now: number, zone: string): string {
  const seconds = Math.trunc((at - now) / 1000);
  const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ['second', 1];
  if (unit === 'day') return relative.format(dayNumber(at, zone) - dayNumber(now, zone), unit);
  return relative.format(Math.trunc(seconds / size), unit);
}

/** A running clock: `4:07`, `1:04:07`; never below zero. A second that has begun still counts. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A length of time in words: "45 min", "1 h 30 min", "20 s". Seconds that are left over below an hour are kept. */
export function duration(seconds: number): string {
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds < 3600 ? Math.floor(seconds % 60) : 0, 's'],
  ];
  const said = parts.filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}`);
  return said.length > 0 ? said.join(' ') : '0 s';
}
