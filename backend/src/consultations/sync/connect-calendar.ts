import { MOST_CALENDARS, type CalendarKind, type ConnectionEvent, type Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { connections, type Connection } from './connection.ts';
import { OpenCalendars } from './open-calendars.ts';
import { notReached } from './not-reached.ts';

/** What a calendar is reached by. */
export interface Reached {
  readonly kind: CalendarKind;
  readonly name: string;
  readonly address: string;
  readonly username: string;
  readonly secret: string;
}

/** Somebody connects a calendar that they keep elsewhere. */
export class ConnectCalendar extends Command<Written<{ connectionId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly personId: Id,
    readonly calendar: Reached,
  ) {
    super();
  }
}

export function decide(
  connection: Connection,
  of: { readonly connectionId: Id; readonly personId: Id },
  calendar: Reached,
  others: number,
): Decision<ConnectionEvent> {
  if (connection.phase !== 'none') return nothing();
  if (others >= MOST_CALENDARS) return refuse('too-many-calendars');
  return accept({ type: 'consultations.CalendarConnected.v1', data: { ...of, ...calendar } });
}

@CommandHandler(ConnectCalendar)
export class ConnectCalendarHandler implements ICommandHandler<ConnectCalendar> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
    private readonly calendars: OpenCalendars,
  ) {}

  /** It is looked at before it is kept: what is wrong is said to who can mend it. */
  async execute({ context, personId, calendar }: ConnectCalendar): Promise<Written<{ connectionId: Id }>> {
    const connectionId = createdId(context, 'connection');
    const now = Date.parse(context.at);
    await this.calendars
      .open(calendar)
      .look({ start: now, end: now + 60_000 }, 'UTC')
      .catch(notReached);
    const others = (await this.models.connections.ofPerson(personId)).length;
    const connected = await this.streams.decide(
      connections,
      connectionId,
      context,
      (connection) => decide(connection, { connectionId, personId }, calendar, others),
      { creating: true },
    );
    return answer(connected, { connectionId });
  }
}
