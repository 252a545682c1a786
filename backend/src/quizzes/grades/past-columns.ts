import { openingsAsOf, type GradebookColumn, type GradingSettings, type Id, type Instant } from '@lyceum/contracts';
import { ReadModels, type WebinarRow } from '@lyceum/projections';
import type { EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { foldedTo } from '../../deciding/past.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { webinars as decidedWebinars } from '../../webinars/planning/webinar.ts';
import { quizzes, type Quiz } from '../quiz.ts';
import type { WebinarColumn } from './attended.ts';
import { columns, gradings } from './column.ts';
import { columnsOf, type QuizColumn } from './columns-of.ts';

/** The columns of a gradebook and its settings as they stood at an instant: folded from their own streams up to then. */
@Injectable()
export class PastColumns {
  constructor(
    private readonly models: ReadModels,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async of(
    courseId: Id,
    asOf: Instant,
  ): Promise<{ columns: GradebookColumn[]; settings: GradingSettings; webinars: readonly WebinarColumn[] }> {
    const [present, graded, { ever }] = await Promise.all([
      this.models.quizzes.ofCourses([courseId]),
      this.models.webinars.graded([courseId]),
      this.models.gradings.find(courseId),
    ]);
    const [settings, sat, past, byHand] = await Promise.all([
      foldedTo(this.log, gradings, courseId, asOf),
      Promise.all(graded.map((row) => this.webinarColumn(row, asOf))),
      Promise.all(present.map(async ({ quizId }) => quizColumn(await foldedTo(this.log, quizzes, quizId, asOf)))),
      Promise.all(ever.map(async (columnId) => ({ columnId, column: await foldedTo(this.log, columns, columnId, asOf) }))),
    ]);
    const hand = byHand.flatMap(({ columnId, column }) =>
      column && !column.removed ? [{ columnId, title: column.title, maxScore: column.maxScore }] : [],
    );
    const webinars = sat.flat();
    return { columns: columnsOf(past.flat(), webinars, { settings, columns: hand }), settings, webinars };
  }

  private async webinarColumn({ webinarId, openings }: WebinarRow, asOf: Instant): Promise<WebinarColumn[]> {
    const webinar = await foldedTo(this.log, decidedWebinars, webinarId, asOf);
    if (webinar.phase !== 'scheduled' || webinar.grading === null) return [];
    const { title, start, end } = webinar.plan;
    return [{ webinarId, title, start, end, openings: openingsAsOf(openings, asOf), grading: webinar.grading }];
  }
}

function quizColumn(quiz: Quiz): QuizColumn[] {
  if (quiz.phase === 'none') return [];
  const { quizId, title, phase, rules, questions, draws } = quiz;
  const marks = [...questions.map(({ question }) => question.mark), ...Object.values(draws).map(({ mark }) => mark)];
  return [{ quizId, title, phase, ...rules, maxScore: marks.reduce((sum, mark) => sum + mark, 0) }];
}
