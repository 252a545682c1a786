import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DueCommands } from '../../automation/due-commands.ts';
import { CloseRoom } from './close-room.ts';

/** When the time of a room is over, the clock closes it. */
@Injectable()
export class WhenRoomDueThenClose implements OnModuleInit {
  constructor(private readonly due: DueCommands) {}

  onModuleInit(): void {
    this.due.on('close-room', ({ roomId }, context) => new CloseRoom(context, roomId));
  }
}
