import type { Id, Instant, Shown } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import { courses } from '../../courses/course.ts';
import { isStaff, type Asker } from '../../courses/staff.ts';
import { Streams } from '../../deciding/streams.ts';
import { rulesOfStudent } from '../exceptions/rules-of-student.ts';
import { gradings } from '../grades/column.ts';
import { isHidden } from '../grades/columns-of.ts';
import { quizzes } from '../quiz.ts';
import { shownOf, shownToStaff } from './shown.ts';

/** Whose attempt at what. */
interface Of {
  readonly quizId: Id;
  readonly courseId: Id;
  readonly studentId: Id;
}

const NOTHING: Shown = { marks: false, correctness: false, feedback: false, rightAnswers: false, phase: 'during', until: null };

/** Of a quiz whose column is hidden until it is released students see no result. */
const UNRELEASED = { marks: false, correctness: false, feedback: false, rightAnswers: false };

/** What somebody may see of an attempt now, by the rules of its quiz as they are now. */
@Injectable()
export class Showing {
  constructor(private readonly streams: Streams) {}

  async to(who: Asker, { quizId, courseId, studentId }: Of, submittedAt: Instant | null, now: Instant): Promise<Shown> {
    const { see } = this.streams;
    const [quiz, course, settings] = await Promise.all([see(quizzes, quizId), see(courses, courseId), see(gradings, courseId)]);
    if (quiz.phase === 'none' || course.phase === 'none') return NOTHING;
    const { review, closesAt } = await rulesOfStudent(see, quiz, studentId);
    const when = { submittedAt, closesAt, now };
    if (isStaff(course, who)) return shownToStaff(when);
    return isHidden(settings, quizId) ? { ...shownOf(review, when), ...UNRELEASED } : shownOf(review, when);
  }
}
