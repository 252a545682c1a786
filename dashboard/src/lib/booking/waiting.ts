import type { InstructorDetail } from '@lyceum/contracts';
import { post, remove } from '#lib/api/client.ts';
import { toasts } from '#lib/layout/toasts.svelte.ts';
import { t } from '#lib/messages/index.ts';
import type { Week } from './load-week.ts';
import { dateIn, midnight } from './week.ts';

const NOON = 12 * 60 * 60 * 1000;

/** Puts the reader on the waiting list of a day: the day that it is for the instructor at the reader's noon. */
export async function waitFor(
  { instructorId, calendarZone, timeZone }: InstructorDetail,
  day: string,
  { zone, length }: Week,
): Promise<void> {
  const date = dateIn(Date.parse(midnight(day, zone)) + NOON, calendarZone ?? timeZone);
  const path = `/api/instructors/${instructorId}/waiting`;
  try {
    const { place } = await post<{ place: number }>(path, { date, length });
    toasts.say(t('wait.joined', { n: place }), async () => {
      await remove(`${path}/${date}`);
      toasts.say(t('wait.left'));
    });
  } catch (problem) {
    toasts.fail(problem instanceof Error ? problem.message : t('problem.unexpected'));
  }
}
