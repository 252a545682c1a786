import type { Id, MarkingItem, MarkingQueue } from '@lyceum/contracts';
import { ReadModels, type QueueRow } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { courses } from '../../courses/course.ts';
import { barred, type Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { quizzes } from '../quiz.ts';

/** The questions of a course that people mark, with how many answers wait; those where most wait come first. */
export class GetQueue extends Query<MarkingQueue> {
  constructor(
    readonly who: Asker,
    readonly courseId: Id,
  ) {
    super();
  }
}

/** How old titles and texts may be, in milliseconds. */
const TEXT_AGE = 10_000;

@QueryHandler(GetQueue)
export class GetQueueHandler implements IQueryHandler<GetQueue> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, courseId }: GetQueue): Promise<MarkingQueue> {
    const { state: course } = await this.streams.look(courses, courseId);
    const bar = barred(course, who);
    if (bar) throw new Refused({ code: bar });
    const rows = await this.models.marking.ofCourse(courseId);
    const items = await Promise.all(rows.map((row) => this.item(row)));
    return { items: items.toSorted((a, b) => b.waiting - a.waiting || (a.quizTitle < b.quizTitle ? -1 : 1)) };
  }

  private async item({ quizId, questionId, waiting, marked }: QueueRow): Promise<MarkingItem> {
    const { state: quiz } = await this.streams.look(quizzes, quizId, TEXT_AGE);
    const found = quiz.phase === 'none' ? undefined : quiz.questions.find((one) => one.questionId === questionId);
    return { quizId, quizTitle: quiz.phase === 'none' ? '' : quiz.title, questionId, text: found?.question.text ?? '', waiting, marked };
  }
}
