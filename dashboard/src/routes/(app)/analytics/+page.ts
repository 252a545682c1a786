import type { ActivePeople, CourseFigures, Overview, Page, Periods, Present, QuizFigures, Use } from '@lyceum/contracts';
import { aligned, grainOf } from '#lib/analytics/axis.ts';
import { before, daysAfter, readPeriod, type Period } from '#lib/analytics/period.ts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

/** As many courses as a page of the list may have. */
const COURSES = 200;

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'analytics.read', event.url);
  event.depends('lyceum:analytics');
  const { searchParams } = event.url;
  const today = new Date().toISOString().slice(0, 10);
  const asked = readPeriod(searchParams, today);
  const span = grainOf(asked);
  const period = aligned(asked, span, today);
  const earlier = before(period);
  const whose = { course: searchParams.get('course'), instructor: searchParams.get('instructor') };
  const compared = searchParams.has('compare');
  const periods = ({ from, to }: Period) => read<Periods>(event, '/api/analytics/periods', { ...whose, from, to, span });
  const people = { ...whose, role: searchParams.get('role') };
  const [now, base, current, former, courses, quizzes, active, use, present] = await Promise.all([
    read<Overview>(event, '/api/analytics/overview', whose),
    read<Overview>(event, '/api/analytics/overview', { ...whose, to: daysAfter(period.from, -1) }),
    periods(period),
    compared ? periods(earlier) : null,
    read<Page<CourseFigures>>(event, '/api/analytics/courses', { limit: COURSES }),
    whose.course === null ? null : read<{ items: QuizFigures[] }>(event, `/api/analytics/courses/${whose.course}/quizzes`),
    read<ActivePeople>(event, '/api/analytics/people', { ...people, asOf: period.to }),
    read<Use>(event, '/api/analytics/use', { ...people, ...period, span }),
    read<Present>(event, '/api/analytics/now'),
  ]);
  return {
    today,
    period,
    earlier,
    whose,
    span,
    now: now.value,
    base: base.value.tally,
    items: current.value.items,
    former: former?.value.items ?? null,
    courses: courses.value.items,
    quizzes: quizzes?.value.items ?? null,
    active: active.value,
    use: use.value.items,
    present: present.value,
    since: current.position,
  };
};
