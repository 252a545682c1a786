import { MINUTE, type Instant } from '@lyceum/contracts';

/** A span of time as its reader sees it, with the zone's name: `Monday, 1 March 2027, 10:00–10:30 (Europe/Kyiv, GMT+2)`. */
export function spanInWords(start: Instant, minutes: number, timeZone: string, locale: string): string {
  const from = new Date(start);
  const to = new Date(from.getTime() + minutes * 60_000);
  const day = new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const endDay = day.format(to) === day.format(from) ? '' : `${day.format(to)}, `;
  return `${day.format(from)}, ${time.format(from)}–${endDay}${time.format(to)} (${zoneInWords(from, timeZone)})`;
}

/** An instant as its reader sees it, with the zone's name. */
export function instantInWords(at: Instant, timeZone: string, locale: string): string {
  const moment = new Date(at);
  const words = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23' }).format(moment);
  return `${words} (${zoneInWords(moment, timeZone)})`;
}

/** The minutes until something begins, as far off as they are to the quarter of an hour. */
export function minutesUntil(start: Instant, now: Instant): number {
  const left = (Date.parse(start) - Date.parse(now)) / MINUTE;
  return left > 20 ? Math.round(left / 15) * 15 : Math.round(left);
}

/** The zone with what it is apart from UTC then, as the same zone has two of them in a year. */
function zoneInWords(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(moment);
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return timeZone === 'UTC' ? 'UTC' : `${timeZone}, ${offset}`;
}
