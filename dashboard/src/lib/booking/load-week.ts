import type { InstructorDetail, Page, Position, Slot } from '@lyceum/contracts';
import { read, type Fetch } from '#lib/api/client.ts';
import { zoneOf } from '#lib/time/zone.ts';
import { dateIn, isDate, windowOf } from './week.ts';

/** A week of somebody's free times as its reader asked for it by the address. */
export interface Week {
  readonly instructorId: string;
  readonly first: string;
  readonly zone: string;
  readonly length: number;
  readonly lengths: readonly number[];
  readonly slots: readonly Slot[];
  readonly since: Position | null;
}

interface Asking {
  readonly fetch: Fetch;
  readonly url: URL;
}

/** The week of `?from=&zone=&length=`; from today, in the reader's own zone, the shortest where the address does not say. */
export async function loadWeek(
  { fetch, url }: Asking,
  { instructorId, lengths }: Pick<InstructorDetail, 'instructorId' | 'lengths'>,
  ownZone: string,
  wanted?: number,
): Promise<Week> {
  const zone = zoneOf(url.searchParams.get('zone') ?? undefined) ?? ownZone;
  const today = dateIn(Date.now(), zone);
  const from = url.searchParams.get('from');
  const first = isDate(from) && from > today ? from : today;
  const asked = wanted ?? Number(url.searchParams.get('length'));
  const length = lengths.includes(asked) ? asked : Math.min(...lengths);
  const of = { instructorId, first, zone, length, lengths };
  if (lengths.length === 0) return { ...of, length: 0, slots: [], since: null };
  // The shortest is what is looked for anyhow; unasked, slots opened by hand come with lengths of their own.
  const query = { ...windowOf(first, zone), length: length === Math.min(...lengths) && wanted === undefined ? null : length };
  const { value, position } = await read<Page<Slot>>(fetch, `/api/instructors/${instructorId}/slots`, query);
  return { ...of, slots: value.items, since: position };
}
