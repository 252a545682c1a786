import type { CourseDetail, MyGrades } from '@lyceum/contracts';
import { earliest } from '#lib/api/position.ts';
import { load as read } from '#lib/api/loading.ts';
import { readOfCourse } from '#lib/webinars/of-course.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { person } = await event.parent();
  event.depends('lyceum:course', 'lyceum:grades');
  const [course, grades, webinars] = await Promise.all([
    read<CourseDetail>(event, `/api/courses/${encodeURIComponent(event.params.courseId)}`),
    person === null ? null : read<MyGrades>(event, '/api/me/grades'),
    person === null ? null : readOfCourse(event, event.params.courseId),
  ]);
  const since = earliest(course.position, ...(grades ? [grades.position] : []), ...(webinars ? [webinars.since] : []));
  return {
    course: course.value,
    grades: grades?.value.items.filter(({ courseId }) => courseId === event.params.courseId) ?? [],
    webinars: webinars?.items ?? [],
    since,
  };
};
