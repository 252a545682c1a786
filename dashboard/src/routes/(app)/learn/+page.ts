import type { CourseItem, MyGrades, Page } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import { earliest } from '#lib/api/position.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:grades');
  const [courses, grades] = await Promise.all([
    read<Page<CourseItem>>(event, '/api/courses', { mine: 'learning', limit: 100 }),
    read<MyGrades>(event, '/api/me/grades'),
  ]);
  return {
    courses: courses.value.items,
    grades: grades.value.items,
    totals: grades.value.courses,
    since: earliest(courses.position, grades.position),
  };
};
