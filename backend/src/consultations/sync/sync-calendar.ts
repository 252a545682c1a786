import { BEGINNING, laterPosition, type Id, type Instant, type Position, type SyncProblem } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { people } from '../../accounts/person.ts';
import { Written } from '../../api/written.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { calendars } from '../calendar/calendar.ts';
import { connections, type Connected } from './connection.ts';
import { NoteSync } from './note-sync.ts';
import { OpenCalendars } from './open-calendars.ts';
import { SyncFailure } from './other-calendar.ts';
import { busyOf, changesOf, windowOf } from './reconcile.ts';
import { sessionsOf } from './sessions-of.ts';
import { SetBusyTimes } from './set-busy-times.ts';

/** Brings a calendar into step now: sessions go there, and what else lies there closes times here. Gives what was wrong, or null. */
export class SyncCalendar extends Command<Written<{ problem: SyncProblem | null }>> {
  constructor(
    readonly context: CommandContext,
    readonly connectionId: Id,
    /** Whose it has to be; anybody's without it. */
    readonly personId?: Id,
  ) {
    super();
  }
}

/** How far ahead is looked for who offers nothing. */
const USUAL_DAYS = 60;

@CommandHandler(SyncCalendar)
export class SyncCalendarHandler implements ICommandHandler<SyncCalendar> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly commands: CommandBus,
    private readonly calendars: OpenCalendars,
  ) {}

  async execute({ context, connectionId, personId }: SyncCalendar): Promise<Written<{ problem: SyncProblem | null }>> {
    const { state } = await this.streams.look(connections, connectionId);
    if (state.phase !== 'connected' || (personId !== undefined && state.personId !== personId))
      throw new Refused({ code: 'connection-not-found' });
    let position: Position = BEGINNING;
    let problem: SyncProblem | null = null;
    try {
      position = await this.sync(context, state);
    } catch (error) {
      if (!(error instanceof SyncFailure)) throw error;
      ({ problem } = error);
    }
    const noted = await this.commands.execute(new NoteSync(furtherStep(context, 'note'), connectionId, problem));
    return new Written({ problem }, laterPosition(position, noted), null);
  }

  /**
   * Whatever breaks off in between is done again from the start: each step is harmless when it has been taken. Gives where it came to stand.
   * @throws SyncFailure
   */
  private async sync(context: CommandContext, connection: Connected): Promise<Position> {
    const { personId, connectionId } = connection;
    const [{ state: calendar }, { state: person }] = await Promise.all([
      this.streams.look(calendars, personId),
      this.streams.look(people, personId),
    ]);
    const { availability } = calendar;
    const zone = availability?.timeZone ?? (person.phase === 'registered' ? person.timeZone : 'UTC');
    const now = Date.parse(context.at);
    const window = windowOf(now, availability?.horizonDays ?? USUAL_DAYS);
    const other = this.calendars.open(connection);
    const [seen, sessions] = await Promise.all([other.look(window, zone), sessionsOf(this.models, personId, endOf(window))]);
    const { put, remove } = changesOf(sessions, seen.ours, now);
    for (const { entry, ref } of put) await other.put(entry, ref);
    for (const ref of remove) await other.remove(ref);
    if (!availability) return BEGINNING;
    return this.commands.execute(new SetBusyTimes(furtherStep(context, 'busy'), personId, connectionId, busyOf(seen.busy)));
  }
}

const endOf = ({ end }: { readonly end: number }): Instant => new Date(end).toISOString();
