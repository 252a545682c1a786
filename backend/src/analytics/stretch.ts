import type { Instant } from '@lyceum/contracts';
import type { Stretch } from '@lyceum/projections';

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
