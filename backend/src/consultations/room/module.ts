import { Module } from '@nestjs/common';
import { GetRoomHandler } from './get-room.ts';
import { RoomController } from './room-controller.ts';

/** The private room of a session. */
@Module({ controllers: [RoomController], providers: [GetRoomHandler] })
export class RoomModule {}
