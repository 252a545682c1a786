import {
  comparePositions,
  type FactChain,
  type FactLine,
  type Id,
  type LineEvent,
  type Recorded,
  type RoomEvent,
  type WebinarEvent,
  type WorkEvent,
} from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { people } from '../../accounts/person.ts';
import { courses } from '../../courses/course.ts';
import { isStaff, type Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { webinars } from '../../webinars/planning/webinar.ts';
import { rooms } from '../../webinars/room/room.ts';
import { GetAttemptFacts } from '../attempts/get-attempt-facts.ts';
import { attendanceFacts } from './attendance-facts.ts';
import { gradings, lineIdOf, lines } from './column.ts';
import { isHidden } from './columns-of.ts';
import { findColumn } from './find-column.ts';
import { works } from './works.ts';

/**
 * All facts behind one grade: of every attempt at the quiz, of work that was graded elsewhere or of the webinar and its room, and what persons have set over it; the last ones at
 * the end.
 */
export class GetGradeFacts extends Query<FactChain> {
  constructor(
    readonly who: Asker,
    readonly columnId: Id,
    readonly personId: Id,
  ) {
    super();
  }
}

const NAME_AGE = 60_000;
/** A student may have made thousands of attempts; the newest are enough for a panel. */
const NEWEST = 20;

@QueryHandler(GetGradeFacts)
export class GetGradeFactsHandler implements IQueryHandler<GetGradeFacts> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly queries: QueryBus,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ who, columnId, personId }: GetGradeFacts): Promise<FactChain> {
    const { kind, courseId } = await findColumn(this.streams, columnId);
    await this.admit(who, courseId, columnId, personId);
    const made = {
      webinar: () => this.attendance(columnId, personId),
      hand: () => this.works(columnId, personId),
      quiz: () => this.attempts(who, columnId, personId),
    };
    const [own, set] = await Promise.all([made[kind](), this.overrides(courseId, columnId, personId)]);
    return { items: [...own, ...set].toSorted((a, b) => comparePositions(a.position, b.position)) };
  }

  private async attempts(who: Asker, columnId: Id, personId: Id): Promise<FactLine[]> {
    const attempts = (await this.models.attempts.ofStudent(personId)).filter(({ quizId }) => quizId === columnId).slice(-NEWEST);
    const chains = await Promise.all(attempts.map(({ attemptId }) => this.queries.execute(new GetAttemptFacts(who, attemptId))));
    return chains.flatMap((chain) => chain.items);
  }

  private async attendance(webinarId: Id, personId: Id): Promise<FactLine[]> {
    const [planned, happened] = await Promise.all([this.log.read(webinars.stream(webinarId)), this.log.read(rooms.stream(webinarId))]);
    const facts = [...planned, ...happened].toSorted((a, b) => comparePositions(a.position, b.position));
    const own = attendanceFacts(facts as unknown as readonly (Recorded<WebinarEvent> | Recorded<RoomEvent>)[], personId);
    return Promise.all(own.map(({ fact, values }) => this.line(fact, values)));
  }

  /** The staff of the course, and the student once the column is released. */
  private async admit(who: Asker, courseId: Id, columnId: Id, personId: Id): Promise<void> {
    const [{ state: course }, { state: settings }] = await Promise.all([
      this.streams.look(courses, courseId, 1000),
      this.streams.look(gradings, courseId, 1000),
    ]);
    const staff = course.phase !== 'none' && isStaff(course, who);
    if (!staff && (who.personId !== personId || isHidden(settings, columnId))) throw new Refused({ code: 'column-not-found' });
  }

  private async works(columnId: Id, personId: Id): Promise<FactLine[]> {
    const facts = (await this.log.read(works.stream(columnId))) as unknown as readonly Recorded<WorkEvent>[];
    const own = facts.filter(({ data }) => data.studentId === personId);
    return Promise.all(
      own.map((fact) => {
        const { score, maxScore, former, carriedOver } = fact.data;
        return this.line(fact, { score, maxScore, former, carriedOver });
      }),
    );
  }

  private async overrides(courseId: Id, columnId: Id, personId: Id): Promise<FactLine[]> {
    const stream = lines.stream(lineIdOf(courseId, personId));
    const facts = (await this.log.read(stream)) as unknown as readonly Recorded<LineEvent>[];
    return Promise.all(
      facts
        .filter(({ data }) => data.columnId === columnId)
        .map((fact) => this.line(fact, { score: fact.data.score, reason: fact.data.reason })),
    );
  }

  private async line(fact: Recorded, values: FactLine['values']): Promise<FactLine> {
    const { id, type, stream, revision, position, recorded } = fact;
    const { at, by } = fact.metadata;
    const person = by === null ? null : (await this.streams.look(people, by, NAME_AGE)).state;
    const name = person === null || person.phase === 'none' ? null : person.name;
    return { id, type, at, recorded, by: by === null ? null : { personId: by, name }, stream, revision, position, values };
  }
}
