import type { Id } from '@lyceum/contracts';
import { ChangeRoles } from '../accounts/change-roles.ts';
import { Register } from '../accounts/register.ts';
import { AddLesson } from '../courses/add-lesson.ts';
import { CreateCourse } from '../courses/create-course.ts';
import { PublishCourse } from '../courses/publish-course.ts';
import type { Asker } from '../courses/staff.ts';
import { CreateQuiz } from '../quizzes/create-quiz.ts';
import { ImportQuestions } from '../quizzes/import-questions.ts';
import { PublishQuiz } from '../quizzes/publish-quiz.ts';
import { COURSES } from './courses/courses.ts';
import type { DemoCourse } from './courses/course.ts';
import type { Director } from './director.ts';
import { INSTRUCTORS, PASSWORD, type DemoPerson } from './people.ts';
import { DAY, MINUTE } from './timeline.ts';

/** Somebody signs up, and is given their role where it is another one. */
export async function join(director: Director, { name, email, role, timeZone }: DemoPerson, at: number): Promise<Id> {
  const person = { email, name, password: PASSWORD, timeZone };
  const { body } = await director.give(new Register(director.context(`register ${email}`, null, at), person));
  if (role !== 'student')
    await director.give(new ChangeRoles(director.context(`role of ${email}`, null, at + MINUTE), body.personId, [role]));
  return body.personId;
}

/** A course as it came to be, and its quizzes. */
export interface Founded {
  readonly courseId: Id;
  readonly quizIds: readonly Id[];
}

/** An instructor writes a course over some days; it opens on its day, with its quizzes. */
async function found(director: Director, course: DemoCourse, number: number, instructorId: Id): Promise<Founded> {
  const who: Asker = { personId: instructorId, roles: ['instructor'] };
  const opens = course.opens === null ? null : course.opens * DAY + 9 * 60 * MINUTE;
  let clock = opens ?? 178 * DAY;
  const next = (what: string) => director.context(`course ${number} ${what}`, instructorId, (clock += 11 * MINUTE));
  const { title, summary, seats } = course;
  const { courseId } = (await director.give(new CreateCourse(next('begins'), instructorId, { title, summary, seats }))).body;
  for (const [index, lesson] of course.lessons.entries())
    await director.give(new AddLesson(next(`lesson ${index}`), who, courseId, { video: null, ...lesson }));
  const quizIds: Id[] = [];
  for (const [index, { gift, ...quiz }] of course.quizzes.entries()) {
    const { quizId } = (await director.give(new CreateQuiz(next(`quiz ${index}`), who, courseId, quiz))).body;
    await director.give(new ImportQuestions(next(`questions ${index}`), who, quizId, 'gift', gift, false));
    if (opens !== null) await director.give(new PublishQuiz(next(`quiz ${index} opens`), who, quizId));
    quizIds.push(quizId);
  }
  if (opens !== null) await director.give(new PublishCourse(next('opens'), who, courseId));
  return { courseId, quizIds };
}

/** The instructors come and write all courses. */
export async function foundAcademy(director: Director): Promise<readonly Founded[]> {
  const instructorIds = await Promise.all(INSTRUCTORS.map((person, index) => join(director, person, (10 + 7 * index) * MINUTE)));
  return Promise.all(COURSES.map((course, number) => found(director, course, number, instructorIds[number % instructorIds.length] ?? '')));
}
