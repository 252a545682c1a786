import type { Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../../deciding/context.ts';
import { nothing } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { closing } from './acts/entering.ts';
import { Doors } from './door.ts';
import { rooms } from './room.ts';
import { RunningRecordings } from './running-recordings.ts';

/** A room is closed whose time is over, or what it was for is cancelled; and a recording that outlasted its room is ended. */
export class CloseRoom extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly roomId: Id,
  ) {
    super();
  }
}

@CommandHandler(CloseRoom)
export class CloseRoomHandler implements ICommandHandler<CloseRoom> {
  constructor(
    private readonly streams: Streams,
    private readonly doors: Doors,
    private readonly recordings: RunningRecordings,
  ) {}

  /** @throws Refused while the media process is away and something is recorded: it is to be tried again */
  async execute({ context, roomId }: CloseRoom): Promise<void> {
    const why = await this.doors.closedBecause(roomId);
    const { state } = await this.streams.decide(rooms, roomId, context, (room) => (why === null ? nothing() : closing(room, roomId, why)));
    if (state.phase !== 'open' && state.phase !== 'none') await this.recordings.closed(roomId, state);
  }
}
