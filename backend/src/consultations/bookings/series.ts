import { dateAt, instant, momentOf, plusDays, timeAt, type Instant, type Repeat } from '@lyceum/contracts';

/** The starts of a series: the same time of day in `zone`, every week or second week, whatever its clocks do between. */
export function startsOf(start: Instant, repeat: Repeat, zone: string): Instant[] {
  const first = Date.parse(start);
  const [date, time] = [dateAt(first, zone), timeAt(first, zone)];
  const days = repeat.every === 'week' ? 7 : 14;
  return Array.from({ length: repeat.count }, (_, i) => (i === 0 ? start : instant(momentOf(plusDays(date, i * days), time, zone))));
}
