import type { CourseDetail, Page, WebinarSummary } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

/** What has just begun is among those to come; what is over is looked back at for a year, the last first. */
const BACK = 366 * 86_400_000;

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:webinars');
  const { searchParams } = event.url;
  const when = searchParams.get('when') === 'past' ? 'past' : 'coming';
  const now = Date.now();
  const [present, before] = [new Date(now).toISOString(), new Date(now - BACK).toISOString()];
  const span = when === 'past' ? { from: before, to: present, order: 'falling' } : { from: present };
  const courseId = searchParams.get('course');
  const query = {
    ...span,
    mine: searchParams.get('mine'),
    course: courseId,
    search: searchParams.get('search'),
    cursor: searchParams.get('cursor'),
    limit: 30,
  };
  const [{ value }, course] = await Promise.all([
    read<Page<WebinarSummary>>(event, '/api/webinars', query),
    courseId ? read<CourseDetail>(event, `/api/courses/${encodeURIComponent(courseId)}`) : null,
  ]);
  const items = when === 'past' ? value.items.filter(({ end }) => Date.parse(end) <= now) : value.items;
  return { webinars: { ...value, items }, when, course: course?.value ?? null } as const;
};
