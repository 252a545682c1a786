import { laterPosition, type ConnectionEvent, type Id } from '@lyceum/contracts';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answer, type Written } from '../../api/written.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { accept, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { connections, type Connection } from './connection.ts';
import { SetBusyTimes } from './set-busy-times.ts';

/** Somebody takes a calendar out; its times are free again. What was written into it stays there: it is theirs. */
export class DisconnectCalendar extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly personId: Id,
    readonly connectionId: Id,
  ) {
    super();
  }
}

export function decide(connection: Connection, connectionId: Id, personId: Id): Decision<ConnectionEvent> {
  if (connection.phase !== 'connected' || connection.personId !== personId) return refuse('connection-not-found');
  return accept({ type: 'consultations.CalendarDisconnected.v1', data: { connectionId, personId } });
}

@CommandHandler(DisconnectCalendar)
export class DisconnectCalendarHandler implements ICommandHandler<DisconnectCalendar> {
  constructor(
    private readonly streams: Streams,
    private readonly commands: CommandBus,
  ) {}

  async execute({ context, personId, connectionId }: DisconnectCalendar): Promise<Written<undefined>> {
    const gone = await this.streams.decide(connections, connectionId, context, (connection) => decide(connection, connectionId, personId));
    const position = await this.commands.execute(new SetBusyTimes(furtherStep(context, 'busy'), personId, connectionId, []));
    return answer({ ...gone, position: laterPosition(gone.position, position) }, undefined);
  }
}
