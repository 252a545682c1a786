import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/module.ts';
import { Gateway } from './gateway.ts';
import { Hall } from './hall.ts';
import { Attendance } from './presence/attendance.ts';
import { Census } from './presence/census.ts';
import { Occupancy } from './presence/occupancy.ts';
import { Presence } from './presence/presence.ts';
import { Signs } from './presence/signs.ts';
import { Rights } from './rights.ts';
import { SocketServer } from './socket-server.ts';

/** Pushes changed rows to whoever may see them. */
@Module({
  imports: [AccountsModule],
  providers: [SocketServer, Gateway, Hall, Rights, Signs, Attendance, Occupancy, Presence, Census],
  exports: [SocketServer, Signs, Census],
})
export class LiveModule {}
