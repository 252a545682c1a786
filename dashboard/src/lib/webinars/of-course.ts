import { ROOM_CLOSES_AFTER, type Page, type Position, type WebinarSummary } from '@lyceum/contracts';
import { load as read } from '#lib/api/loading.ts';
import { earliest } from '#lib/api/position.ts';
import { isAhead } from './next.ts';

const COMING = 10;
const OVER = 3;
/** How far it is looked back. */
const BACK = 366 * 86_400_000;

/** What a course has ahead, then the last that are over: their recordings are looked for here. */
export async function readOfCourse(
  event: Parameters<typeof read>[0],
  courseId: string,
): Promise<{ readonly items: readonly WebinarSummary[]; readonly since: Position | null }> {
  const now = Date.now();
  const ago = (milliseconds: number) => new Date(now - milliseconds).toISOString();
  const [coming, over] = await Promise.all([
    read<Page<WebinarSummary>>(event, '/api/webinars', { course: courseId, from: ago(ROOM_CLOSES_AFTER), limit: COMING + OVER }),
    read<Page<WebinarSummary>>(event, '/api/webinars', { course: courseId, from: ago(BACK), to: ago(0), order: 'falling', limit: COMING }),
  ]);
  const ahead = coming.value.items.filter((webinar) => isAhead(webinar, now)).slice(0, COMING);
  const behind = over.value.items.filter((webinar) => webinar.phase !== 'cancelled' && !isAhead(webinar, now)).slice(0, OVER);
  return { items: [...ahead, ...behind], since: earliest(coming.position, over.position) };
}
