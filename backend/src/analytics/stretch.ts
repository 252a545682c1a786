import { MOST_SPANS, type Grain, type Instant } from '@lyceum/contracts';
import type { Stretch } from '@lyceum/projections';
import { Refused } from '../deciding/refused.ts';

/** An instant, or a day as a date. */
type Moment = string;

const isDay = (moment: Moment): boolean => moment.length === 10;

/** The beginning of a day, or the instant. */
export const beginning = (moment: Moment): Instant => (isDay(moment) ? `${moment}T00:00:00.000Z` : moment);

/** The end of a day, or the instant. */
export const end = (moment: Moment): Instant => (isDay(moment) ? `${moment}T23:59:59.999Z` : moment);

/** The stretch of time that a query asks for; `asOf` is another word for `to`. */
export const stretchOf = ({
  asOf,
  from,
  to = asOf,
}: {
  readonly asOf?: Moment | undefined;
  readonly from?: Moment | undefined;
  readonly to?: Moment | undefined;
}): Stretch => ({
  from: from === undefined ? null : beginning(from),
  to: to === undefined ? null : end(to),
});

const DAY = 86_400_000;
/** Days up to which they are shown by day, and by week. */
const BY_DAY = 100;
const BY_WEEK = 2 * 366;

/** The spans that a stretch of time is told of in, where nobody has named them. @throws Refused where it is too much, or ends before it begins */
export function spanFor<Span extends Grain>(from: Instant, to: Instant, asked?: Span): Span | 'day' | 'week' | 'month' {
  const days = (Date.parse(to) - Date.parse(from)) / DAY;
  if (days < 0)
    throw new Refused({ code: 'invalid-input', errors: [{ path: 'to', rule: 'order', message: 'The end lies before the beginning.' }] });
  const span = asked ?? (days <= BY_DAY ? 'day' : days <= BY_WEEK ? 'week' : 'month');
  const message = `Days are told of up to ${MOST_SPANS} at once: ask for weeks or months.`;
  if (span === 'day' && days > MOST_SPANS)
    throw new Refused({ code: 'invalid-input', errors: [{ path: 'span', rule: 'maximum', message }] });
  return span;
}
