import type { Id } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import { courses } from '../../courses/course.ts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { barredFrom, quizzes, type Existing } from '../quiz.ts';
import { regrades, type Drafted } from './regrade.ts';

/** Regrades are for the staff of the course: to all others they are not there. */
@Injectable()
export class RegradeAccess {
  constructor(private readonly streams: Streams) {}

  /** @throws Refused */
  async of(who: Asker, regradeId: Id): Promise<{ regrade: Drafted; quiz: Existing }> {
    const { state: regrade } = await this.streams.look(regrades, regradeId);
    if (regrade.phase === 'none') throw new Refused({ code: 'regrade-not-found' });
    const [{ state: quiz }, { state: course }] = await Promise.all([
      this.streams.look(quizzes, regrade.quizId),
      this.streams.look(courses, regrade.courseId),
    ]);
    if (quiz.phase === 'none' || barredFrom(quiz, course, who)) throw new Refused({ code: 'regrade-not-found' });
    return { regrade, quiz };
  }
}
