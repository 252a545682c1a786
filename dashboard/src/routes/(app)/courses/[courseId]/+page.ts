import type { CourseDetail, MyGrades, OwnProgress } from '@lyceum/contracts';
import { earliest } from '#lib/api/position.ts';
import { load as read } from '#lib/api/loading.ts';
import { readOfCourse } from '#lib/webinars/of-course.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { person, zone } = await event.parent();
  event.depends('lyceum:course', 'lyceum:grades');
  const [course, grades, webinars, progress] = await Promise.all([
    read<CourseDetail>(event, `/api/courses/${encodeURIComponent(event.params.courseId)}`),
    person === null ? null : read<MyGrades>(event, '/api/me/grades'),
    person === null ? null : readOfCourse(event, event.params.courseId),
    person === null ? null : read<OwnProgress>(event, '/api/me/progress', { zone, course: event.params.courseId }),
  ]);
  const since = earliest(course.position, ...(grades ? [grades.position] : []), ...(webinars ? [webinars.since] : []));
  return {
    course: course.value,
    grades: grades?.value.items.filter(({ courseId }) => courseId === event.params.courseId) ?? [],
    webinars: webinars?.items ?? [],
    progress: progress?.value ?? null,
    since,
  };
};
