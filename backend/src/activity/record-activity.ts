import {
  BEGINNING,
  laterPosition,
  problemOf,
  type ActivityItem,
  type ActivityOutcome,
  type ActivityRecording,
  type Id,
  type Position,
} from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Written } from '../api/written.ts';
import { courses } from '../courses/course.ts';
import { furtherStep, type CommandContext } from '../deciding/context.ts';
import { accept } from '../deciding/decision.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { isEnrolled, rosters } from '../enrolments/roster.ts';
import { decideUsage, usages, type Reason } from './usage.ts';

/** Another system tells what people used in courses. */
export class RecordActivity extends Command<Written<ActivityRecording>> {
  constructor(
    readonly context: CommandContext,
    readonly items: readonly ActivityItem[],
  ) {
    super();
  }
}

/** Items that are recorded at once. */
const AT_ONCE = 64;
/** By how much the clock of another system may be ahead of ours, in milliseconds. */
const AHEAD = 5 * 60_000;
/** How old what is known of a roster may be where it says that somebody is in it, in milliseconds. */
const AGE = 1000;

@CommandHandler(RecordActivity)
export class RecordActivityHandler implements ICommandHandler<RecordActivity> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, items }: RecordActivity): Promise<Written<ActivityRecording>> {
    const bars = new Map(
      await Promise.all([...Map.groupBy(items, ({ courseId }) => courseId)].map(async ([id, of]) => [id, await this.bar(id, of)] as const)),
    );
    const outcomes: ActivityOutcome[] = [];
    let reached: Position = BEGINNING;
    const waiting = [...items.entries()];
    const worker = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [at, item] = next;
        const reason = bars.get(item.courseId)?.(item) ?? (Date.parse(item.at) > Date.parse(context.at) + AHEAD ? 'activity-ahead' : null);
        const { outcome, position } =
          reason === null ? await this.record(item, furtherStep(context, `${at} ${item.id}`)) : refusal(item, reason);
        outcomes[at] = outcome;
        reached = laterPosition(reached, position);
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
    const count = (state: ActivityOutcome['state']) => outcomes.filter((outcome) => outcome.state === state).length;
    const counts = { recorded: count('recorded'), known: count('known'), refused: count('refused') };
    return new Written({ items: outcomes, ...counts }, reached, null);
  }

  /** Says of the items of one course who is not in it; its roster is read anew where somebody seems not to be. */
  private async bar(courseId: Id, items: readonly ActivityItem[]): Promise<(item: ActivityItem) => Reason | null> {
    if ((await this.streams.see(courses, courseId)).phase === 'none') return () => 'course-not-found';
    const kept = await this.streams.look(rosters, courseId, AGE);
    const all = items.every(({ personId }) => isEnrolled(kept.state, personId));
    const { state } = all ? kept : await this.streams.look(rosters, courseId);
    return ({ personId }) => (isEnrolled(state, personId) ? null : 'not-enrolled');
  }

  private async record(item: ActivityItem, context: CommandContext): Promise<{ outcome: ActivityOutcome; position: Position }> {
    const decide = (known: Parameters<typeof decideUsage>[0]) => {
      const decision = decideUsage(known, item);
      return decision.outcome === 'accept' ? accept(...decision.facts.map((fact) => ({ ...fact, at: item.at }))) : decision;
    };
    try {
      const { recorded, position } = await this.streams.decide(usages, item.id, context, decide, { creating: true });
      return { outcome: { id: item.id, state: recorded ? 'recorded' : 'known', code: null, detail: null }, position };
    } catch (error) {
      if (error instanceof Refused && error.refusal.code === 'activity-differs') return refusal(item, error.refusal.code);
      throw error;
    }
  }
}

const refusal = ({ id }: ActivityItem, code: Reason): { outcome: ActivityOutcome; position: Position } => ({
  outcome: { id, state: 'refused', code, detail: problemOf({ code, ...DETAILS[code] }).detail },
  position: BEGINNING,
});

const DETAILS: Partial<Record<Reason, { readonly detail: string }>> = {
  'not-enrolled': { detail: 'This person is not enrolled in the course: what they use there is not counted.' },
};
