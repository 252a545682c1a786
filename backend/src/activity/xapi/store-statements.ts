import {
  BEGINNING,
  laterPosition,
  timeOf,
  XAPI_VERSION,
  type ActivityEvent,
  type Id,
  type Instant,
  type Position,
  type Statement,
} from '@lyceum/contracts';
import { derivedId, type NewFact } from '@lyceum/stores';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Written } from '../../api/written.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { isEnrolled, rosters } from '../../enrolments/roster.ts';
import { XapiPeople } from './people.ts';
import { activitiesOf, courseIn, kindOf, objectOf, othersIn, voidedBy } from './reading.ts';
import { decideStatement, differs, statementStreams } from './statement-stream.ts';

/** Another system states what people did (xAPI). All of it is taken in, or nothing. */
export class StoreStatements extends Command<Written<readonly Id[]>> {
  constructor(
    readonly context: CommandContext,
    readonly statements: readonly Statement[],
  ) {
    super();
  }
}

type Named = Statement & { readonly id: Id };

/** A statement with its facts. */
interface Prepared {
  readonly said: Named;
  readonly facts: readonly NewFact<ActivityEvent>[];
}

const AT_ONCE = 64;
const LONGEST_OBJECT = 200;

@CommandHandler(StoreStatements)
export class StoreStatementsHandler implements ICommandHandler<StoreStatements> {
  constructor(
    private readonly streams: Streams,
    private readonly people: XapiPeople,
  ) {}

  async execute({ context, statements }: StoreStatements): Promise<Written<readonly Id[]>> {
    // An id that is given here is the same when the same request comes again.
    const own = (at: number): Id => derivedId(context.commandId, `statement ${at}`);
    const named = statements.map((statement, at): Named => ({ ...statement, id: statement.id ?? own(at) }));
    if (new Set(named.map(({ id }) => id)).size < named.length)
      throw new Refused({ code: 'invalid-input', errors: [{ path: 'id', rule: 'unique', message: 'Two of the statements have one id.' }] });
    const prepared: Prepared[] = [];
    await atOnce(named, async (said, at) => {
      if (differs((await this.streams.look(statementStreams, said.id)).state, said)) throw new Refused({ code: 'statement-differs' });
      prepared[at] = { said, facts: await this.facts(said, context) };
    });
    let reached: Position = BEGINNING;
    await atOnce(prepared, async ({ said, facts }) => {
      const step = furtherStep(context, `statement ${said.id}`);
      const { position } = await this.streams.decide(statementStreams, said.id, step, (kept) => decideStatement(kept, said, facts));
      reached = laterPosition(reached, position);
    });
    return new Written(
      named.map(({ id }) => id),
      reached,
      null,
    );
  }

  private async facts(said: Named, context: CommandContext): Promise<readonly NewFact<ActivityEvent>[]> {
    const personId = await this.people.find(said.actor);
    if (personId === null) throw new Refused({ code: 'statement-of-stranger' });
    const others = await Promise.all(othersIn(said).map((actor) => this.people.find(actor)));
    const stored = context.at;
    const timestamp = said.timestamp ?? stored;
    const at = [new Date(timeOf(timestamp)).toISOString(), stored].toSorted()[0]!;
    const authority = context.by === null ? undefined : this.people.agent(context.by);
    const statement = { ...said, timestamp, stored, authority, version: said.version ?? XAPI_VERSION };
    const kept: ActivityEvent = {
      type: 'activity.StatementStored.v1',
      data: {
        statementId: said.id,
        personId,
        about: [...new Set(others.filter((other) => other !== null && other !== personId))] as Id[],
        verb: said.verb.id,
        object: objectOf(said),
        activities: activitiesOf(said),
        registration: said.context?.registration ?? null,
        voids: voidedBy(said),
        stored,
        statement: JSON.stringify(statement),
      },
    };
    return [{ ...kept, at }, ...(await this.activity(said, personId, at))];
  }

  /** What is said of one of our courses, of somebody who is enrolled in it, is activity there. */
  private async activity(said: Named, personId: Id, at: Instant): Promise<readonly NewFact<ActivityEvent>[]> {
    const courseId = activitiesOf(said)
      .map((activity) => courseIn(activity, this.people.home))
      .find((id) => id !== null);
    if (courseId === undefined || voidedBy(said) !== null || !isEnrolled(await this.streams.see(rosters, courseId), personId)) return [];
    const data = {
      activityId: said.id,
      courseId,
      personId,
      kind: kindOf(said.verb.id),
      object: objectOf(said)?.slice(0, LONGEST_OBJECT) ?? null,
    };
    return [{ type: 'activity.ActivityRecorded.v1', data: { ...data, count: 1 }, at }];
  }
}

async function atOnce<T>(items: readonly T[], work: (item: T, at: number) => Promise<void>): Promise<void> {
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}
