import type { Id, Instant, Shown } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import { courses } from '../../courses/course.ts';
import { isStaff, type Asker } from '../../courses/staff.ts';
import { Streams } from '../../deciding/streams.ts';
import { rulesOfStudent } from '../exceptions/rules-of-student.ts';
import { quizzes } from '../quiz.ts';
import { shownOf, shownToStaff } from './shown.ts';

/** Whose attempt at what. */
interface Of {
  readonly quizId: Id;
  readonly courseId: Id;
  readonly studentId: Id;
}

const NOTHING: Shown = { marks: false, correctness: false, feedback: false, rightAnswers: false, phase: 'during', until: null };

/** What somebody may see of an attempt now, by the rules of its quiz as they are now. */
@Injectable()
export class Showing {
  constructor(private readonly streams: Streams) {}

  async to(who: Asker, { quizId, courseId, studentId }: Of, submittedAt: Instant | null, now: Instant): Promise<Shown> {
    const { see } = this.streams;
    const [quiz, course] = await Promise.all([see(quizzes, quizId), see(courses, courseId)]);
    if (quiz.phase === 'none' || course.phase === 'none') return NOTHING;
    const { review, closesAt } = await rulesOfStudent(see, quiz, studentId);
    const when = { submittedAt, closesAt, now };
    return isStaff(course, who) ? shownToStaff(when) : shownOf(review, when);
  }
}
