import type { CourseDetail, MyGrades } from '@lyceum/contracts';
import { earliest } from '#lib/api/position.ts';
import { load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { person } = await event.parent();
  event.depends('lyceum:course', 'lyceum:grades');
  const [course, grades] = await Promise.all([
    read<CourseDetail>(event, `/api/courses/${encodeURIComponent(event.params.courseId)}`),
    person === null ? null : read<MyGrades>(event, '/api/me/grades'),
  ]);
  const since = grades === null ? course.position : earliest(course.position, grades.position);
  return { course: course.value, grades: grades?.value.items.filter(({ courseId }) => courseId === event.params.courseId) ?? [], since };
};
