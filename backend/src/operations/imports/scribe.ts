import { BEGINNING, laterPosition, type Fact, type HistoryItem, type HistoryItemOf, type Id, type Position } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import { activityDays, dayIdOf, decideActivity } from '../../activity/activity-day.ts';
import { courseSettings } from '../../analytics/course/settings.ts';
import { courses } from '../../courses/course.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import type { Decider } from '../../deciding/decider.ts';
import type { Decision } from '../../deciding/decision.ts';
import { inSequence } from '../../deciding/in-sequence.ts';
import { Streams, type See } from '../../deciding/streams.ts';
import { rosters } from '../../enrolments/roster.ts';
import { columns, gradings } from '../../quizzes/grades/column.ts';
import { decideWork, works } from '../../quizzes/grades/works.ts';
import { decideColumn, decideCourse, decideGrading, decideSeat, decideTerm } from './deciding.ts';
import { Newcomers } from './newcomers.ts';

/** What was written. */
interface Written {
  readonly recorded: number;
  readonly position: Position;
}

/** The work on one stream. */
type Task = () => Promise<Written>;

/** Streams that are written to at once. */
const AT_ONCE = 64;
const NOTHING: Written = { recorded: 0, position: BEGINNING };

/** Writes what happened elsewhere into the streams of the academy: one append for all that goes into one stream, many streams at once. */
@Injectable()
export class Scribe {
  constructor(
    private readonly streams: Streams,
    private readonly newcomers: Newcomers,
  ) {}

  /** @throws Refused where an item cannot be; what stands in other streams by then stays, and is met again. */
  async write(items: readonly HistoryItem[], context: CommandContext): Promise<Written> {
    let written = NOTHING;
    for (const tasks of this.stages(items, context)) {
      const waiting = [...tasks];
      const worker = async () => {
        for (let task = waiting.shift(); task; task = waiting.shift()) {
          const { recorded, position } = await task();
          written = { recorded: written.recorded + recorded, position: laterPosition(written.position, position) };
        }
      };
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, worker));
    }
    return written;
  }

  /** What must be there before others can refer to it comes first. */
  private stages(items: readonly HistoryItem[], context: CommandContext): readonly (readonly Task[])[] {
    const of = <Kind extends HistoryItem['kind']>(...kinds: readonly Kind[]) =>
      items.filter((item): item is HistoryItemOf<Kind> => (kinds as readonly string[]).includes(item.kind));
    const course = (see: See, { courseId }: { readonly courseId: Id }) => see(courses, courseId);
    const people = of('person').map((item) => () => this.newcomers.register(item, { ...context, at: item.at }));
    const withTerm = of('course').filter(({ term }) => term !== undefined);
    const begun = this.tasks(courses, of('course'), context, ofCourse, decideCourse, nobody);
    const termed = this.tasks(courseSettings, withTerm, context, ofCourse, decideTerm, course);
    const added = this.tasks(columns, of('column'), context, ofColumn, decideColumn, course);
    const set = this.tasks(gradings, of('grading'), context, ofCourse, decideGrading, course);
    const seats = this.tasks(rosters, of('enrolment', 'withdrawal'), context, ofCourse, decideSeat, course);
    const worked = this.tasks(works, of('work'), context, ofColumn, decideWork, (see, { columnId }) => see(columns, columnId));
    const used = this.tasks(activityDays, of('activity'), context, ({ courseId, at }) => dayIdOf(courseId, at), decideActivity, course);
    return [
      [...people, ...begun],
      [...added, ...set, ...termed],
      [...seats, ...worked, ...used],
    ];
  }

  /** One task for each stream that the items go into. */
  private tasks<S, F extends Fact, T extends HistoryItem, Seen>(
    decider: Decider<S, F>,
    items: readonly T[],
    context: CommandContext,
    idOf: (item: T) => Id,
    decide: (state: S, item: T, seen: Seen) => Decision<F>,
    look: (see: See, item: T) => Promise<Seen>,
  ): Task[] {
    return [...Map.groupBy(items, idOf)].map(([id, group]) => async () => {
      const [first] = group;
      let recorded = 0;
      const wholly = (state: S, seen: Seen) => {
        const decision = inSequence(decider, state, group, (folded: S, item: T) => decide(folded, item, seen));
        recorded = decision.outcome === 'accept' ? decision.facts.length : 0;
        return decision;
      };
      const own = furtherStep(context, decider.stream(id));
      const { position } = await this.streams.decide(decider, id, own, wholly, { seeing: (see) => look(see, first!) });
      return { recorded, position };
    });
  }
}

const nobody = async (): Promise<undefined> => undefined;
const ofCourse = ({ courseId }: { readonly courseId: Id }): Id => courseId;
const ofColumn = ({ columnId }: { readonly columnId: Id }): Id => columnId;
