import type { Enrolment, Groups, Page, QuizDetail, QuizExceptions } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

/** So many students can be chosen from; a course with more has its exceptions by group. */
const STUDENTS = 200;

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:quiz', 'lyceum:exceptions');
  const path = `/api/quizzes/${encodeURIComponent(event.params.quizId)}`;
  const [{ value: quiz }, { value: exceptions }] = await Promise.all([
    read<QuizDetail>(event, path),
    read<QuizExceptions>(event, `${path}/exceptions`),
  ]);
  const course = `/api/courses/${quiz.courseId}`;
  const [{ value: enrolments }, { value: groups }] = await Promise.all([
    read<Page<Enrolment>>(event, `${course}/enrolments`, { limit: STUDENTS }),
    read<Groups>(event, `${course}/groups`),
  ]);
  const students = enrolments.items.filter(({ phase }) => phase === 'active');
  return { quiz, exceptions: exceptions.items, students, groups: groups.items };
};
