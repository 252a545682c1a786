import type {
  Booking,
  CourseItem,
  Gradebook,
  InstructorItem,
  Me,
  MyGrades,
  Overview,
  OwnProgress,
  Page,
  ProjectionStatus,
  Recommendations,
} from '@lyceum/contracts';
import { type Fetch, read, type Read } from '#lib/api/client.ts';
import { has, may } from '#lib/api/rights.ts';
import { readNext } from '#lib/webinars/next.ts';
import { latest, type Latest } from './latest.ts';

/** How many of their courses an instructor's first page looks into. */
const LOOKED_INTO = 6;

/** How many of the next sessions, and how many instructors, a first page shows. */
const SHOWN_SESSIONS = 3;
const SHOWN_INSTRUCTORS = 3;

export interface Teaching {
  readonly courses: readonly CourseItem[];
  readonly latest: readonly Latest[];
  readonly since: Read<unknown>['position'];
}

async function teaching(fetch: Fetch): Promise<Teaching> {
  const courses = await read<Page<CourseItem>>(fetch, '/api/courses', { mine: 'teaching', limit: 50 });
  const looked = courses.value.items.filter(({ phase }) => phase !== 'draft').slice(0, LOOKED_INTO);
  const books = await Promise.all(
    looked.map(async (course) => ({ course, book: (await read<Gradebook>(fetch, `/api/courses/${course.courseId}/gradebook`)).value })),
  );
  return { courses: courses.value.items, latest: latest(books), since: courses.position };
}

/** What the first page of a person shows, by role. A part that cannot be read now is null, and the others still come. */
export async function loadHome(fetch: Fetch, person: Me | null, zone: string) {
  const part = <T>(wanted: boolean, reading: () => Promise<T>): Promise<T | null> =>
    wanted ? reading().catch(() => null) : Promise.resolve(null);
  const [catalogue, instructors, webinars, sessions, learning, grades, progress, recommended, taught, overview, projections] =
    await Promise.all([
      part(person === null, () => read<Page<CourseItem>>(fetch, '/api/courses', { limit: 6 })),
      part(person === null || has(person, 'student'), () =>
        read<Page<InstructorItem>>(fetch, '/api/instructors', { sort: 'soonest', limit: SHOWN_INSTRUCTORS }),
      ),
      part(person !== null, () => readNext(fetch)),
      part(has(person, 'student') || has(person, 'instructor'), () =>
        read<Page<Booking>>(fetch, '/api/me/bookings', { when: 'coming', limit: SHOWN_SESSIONS }),
      ),
      part(has(person, 'student'), () => read<Page<CourseItem>>(fetch, '/api/courses', { mine: 'learning', limit: 50 })),
      part(has(person, 'student'), () => read<MyGrades>(fetch, '/api/me/grades')),
      part(has(person, 'student'), () => read<OwnProgress>(fetch, '/api/me/progress', { zone })),
      part(has(person, 'student'), () => read<Recommendations>(fetch, '/api/analytics/recommendations')),
      part(has(person, 'instructor'), () => teaching(fetch)),
      part(may(person, 'analytics.read'), () => read<Overview>(fetch, '/api/analytics/overview')),
      part(may(person, 'operations.read'), () => read<{ items: ProjectionStatus[] }>(fetch, '/api/operations/projections')),
    ]);
  return { catalogue, instructors, webinars, sessions, learning, grades, progress, recommended, taught, overview, projections };
}
