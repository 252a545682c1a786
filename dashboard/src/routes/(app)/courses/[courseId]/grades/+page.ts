import type { CourseDetail, MyGrades } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import { ownCourse } from '#lib/gradebook/own.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:grades');
  const { courseId } = event.params;
  const [grades, course] = await Promise.all([
    read<MyGrades>(event, '/api/me/grades'),
    read<CourseDetail>(event, `/api/courses/${encodeURIComponent(courseId)}`),
  ]);
  return { own: ownCourse(grades.value, courseId), course: course.value, since: grades.position };
};
