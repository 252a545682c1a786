import type { Id, Shown, Timeline } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { AttemptFacts } from '../attempts/attempt-facts.ts';
import { submittedAt } from '../attempts/attempt-record.ts';
import { quizzes } from '../quiz.ts';
import { Showing } from '../review/showing.ts';
import { timelineOf } from './timeline.ts';

/** An attempt moment by moment: for staff at any time, for its student where the quiz shows a review. */
export class GetTimeline extends Query<Timeline> {
  constructor(
    readonly who: Asker,
    readonly attemptId: Id,
  ) {
    super();
  }
}

const showsSomething = ({ marks, correctness, feedback, rightAnswers }: Shown): boolean => marks || correctness || feedback || rightAnswers;

@QueryHandler(GetTimeline)
export class GetTimelineHandler implements IQueryHandler<GetTimeline> {
  constructor(
    private readonly facts: AttemptFacts,
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly showing: Showing,
    private readonly clock: Clock,
  ) {}

  async execute({ who, attemptId }: GetTimeline): Promise<Timeline> {
    const facts = await this.facts.for(who, attemptId);
    const [first] = facts;
    if (!first) throw new Refused({ code: 'attempt-not-found' });
    const { studentId, quizId } = first.data;
    const ended = submittedAt(facts);
    const shown = await this.showing.to(who, first.data, ended, this.clock.now());
    if (who.personId === studentId && ended === null) throw new Refused({ code: 'attempt-open' });
    if (!showsSomething(shown)) throw new Refused({ code: 'review-closed' });
    const [{ state: quiz }, names] = await Promise.all([this.streams.look(quizzes, quizId), this.models.people.names([studentId])]);
    const timeline = timelineOf(facts, quiz.phase === 'none' ? {} : quiz.keys, shown.marks);
    if (!timeline) throw new Refused({ code: 'attempt-not-found' });
    return { ...timeline, student: { personId: studentId, name: names.get(studentId) ?? null } };
  }
}
