import type { ScheduleWebinarRequest } from '@lyceum/contracts';
import { inParallel, makeAcademy, signUp } from '../harness/academy.ts';
import type { Person } from '../harness/client.ts';
import { ADMIN, type Product } from '../harness/product.ts';
import { availability } from './instructors.ts';
import type { School } from './people.ts';

const DAY = 86_400_000;

export interface Size {
  readonly students: number;
  readonly instructors: number;
}

/** Half of the instructors have a course with a quiz; every other one is paid for a session; there are webinars for a tenth of the students. */
export async function makeSchool(product: Product, { students, instructors }: Size): Promise<School & { readonly admin: Person }> {
  const admin = await product.api.signIn(ADMIN);
  await admin.put(`/api/people/${admin.personId}/roles`, { roles: ['admin', 'operator'] });
  const seats = Math.max(2, Math.floor(students * 0.7));
  const courses = await inParallel(Array.from({ length: Math.ceil(instructors / 2) }), 2, async () => {
    const { courseId, quizId, instructor } = await makeAcademy(product, { students: 0, questions: 4, seats });
    return { courseId, quizId, instructor, seats };
  });
  const others = await inParallel(
    Array.from({ length: instructors - courses.length }, (_, index) => index),
    2,
    (index) => product.api.person(`Adviser ${index + 1}`, ['instructor'], admin),
  );
  const teachers = [...courses.map(({ instructor }) => instructor), ...others];
  const all = await signUp(product, students);
  const webinars = await inParallel([...teachers.entries()], 4, async ([index, teacher]) => {
    const price = index % 2 === 0 ? { amount: 4000, currency: 'EUR' } : null;
    const profile = { headline: 'Logic', biography: 'Long.', subjects: ['logic'], languages: ['en'], price, timeZone: 'UTC' };
    await teacher.put('/api/instructors/me/profile', profile);
    await teacher.put('/api/instructors/me/availability', availability(0));
    const start = Date.now() + (3 + index) * DAY;
    const plan = {
      title: `Webinar ${index + 1}`,
      kind: 'lecture',
      registration: 'ticket',
      seats: Math.max(1, Math.floor(students / 10)),
      start: new Date(start).toISOString() as ScheduleWebinarRequest['start'],
      end: new Date(start + 3_600_000).toISOString() as ScheduleWebinarRequest['end'],
    } satisfies Partial<ScheduleWebinarRequest>;
    const { webinarId } = await teacher.post<{ webinarId: string }>('/api/webinars', plan);
    return { webinarId, seats: plan.seats };
  });
  const seatsTaken = await inParallel(all, 4, async (student) => {
    const wanted = courses.filter(() => Math.random() < 0.3);
    const answers = await Promise.all(wanted.map(({ courseId }) => student.try('POST', `/api/courses/${courseId}/enrolments`)));
    return wanted.filter((_, index) => answers[index]!.status === 201).map(({ courseId }) => `${courseId} ${student.personId}`);
  });
  return { admin, courses, instructors: teachers, students: all, webinars, enrolled: seatsTaken.flat() };
}
