import type { Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { createdId, type CommandContext } from '../../deciding/context.ts';
import { Streams, type Outcome } from '../../deciding/streams.ts';
import type { Act } from './acts/acting.ts';
import { rooms, type Room } from './room.ts';

/** Somebody does something in a room; what it is and whether they may is the act's to decide. */
export class ActInRoom extends Command<Outcome<Room>> {
  constructor(
    readonly context: CommandContext,
    readonly roomId: Id,
    readonly personId: Id,
    readonly act: Act,
  ) {
    super();
  }
}

@CommandHandler(ActInRoom)
export class ActInRoomHandler implements ICommandHandler<ActInRoom> {
  constructor(private readonly streams: Streams) {}

  execute({ context, roomId, personId, act }: ActInRoom): Promise<Outcome<Room>> {
    const acting = { roomId, personId, newId: (name: string) => createdId(context, name) };
    return this.streams.decide(rooms, roomId, context, (room) => act(room, acting));
  }
}
