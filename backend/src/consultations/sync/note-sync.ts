import type { ConnectionEvent, Id, Position, SyncProblem } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { connections, type Connection } from './connection.ts';

/** A calendar could not be kept in step, or could (`problem` null). */
export class NoteSync extends Command<Position> {
  constructor(
    readonly context: CommandContext,
    readonly connectionId: Id,
    readonly problem: SyncProblem | null,
  ) {
    super();
  }
}

/** A fact only where it is another than before. */
export function decide(connection: Connection, connectionId: Id, problem: SyncProblem | null): Decision<ConnectionEvent> {
  if (connection.phase !== 'connected' || connection.problem === problem) return nothing();
  const { personId } = connection;
  return problem === null
    ? accept({ type: 'consultations.SyncRecovered.v1', data: { connectionId, personId } })
    : accept({ type: 'consultations.SyncFailed.v1', data: { connectionId, personId, problem } });
}

@CommandHandler(NoteSync)
export class NoteSyncHandler implements ICommandHandler<NoteSync> {
  constructor(private readonly streams: Streams) {}

  /** Gives where it came to stand. */
  async execute({ context, connectionId, problem }: NoteSync): Promise<Position> {
    const noted = await this.streams.decide(connections, connectionId, context, (connection) => decide(connection, connectionId, problem));
    return noted.position;
  }
}
