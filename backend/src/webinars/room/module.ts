import { Module } from '@nestjs/common';
import { AccountsModule } from '../../accounts/module.ts';
import { LiveModule } from '../../live/module.ts';
import { MediaModule } from '../../media/module.ts';
import { Absences } from './absences.ts';
import { ActInRoomHandler } from './act-in-room.ts';
import { Barring } from './barring.ts';
import { CloseRoomHandler } from './close-room.ts';
import { Doors } from './door.ts';
import { RoomHub } from './hub.ts';
import { Names } from './names.ts';
import { RunningRecordings } from './running-recordings.ts';
import { Desk } from './signalling/desk.ts';
import { RoomGateway } from './signalling/gateway.ts';
import { WhenRoomDueThenClose } from './when-room-due-then-close.ts';

/** Rooms: who is there and what they do, and the media between them. */
@Module({
  imports: [AccountsModule, LiveModule, MediaModule],
  providers: [
    ActInRoomHandler,
    CloseRoomHandler,
    WhenRoomDueThenClose,
    Names,
    RoomHub,
    Doors,
    Absences,
    Barring,
    RunningRecordings,
    Desk,
    RoomGateway,
  ],
})
export class WebinarRoomModule {}
