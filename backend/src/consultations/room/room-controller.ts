import { Id, SessionRoom } from '@lyceum/contracts';
import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { SignedIn, Who } from '../../api/access.ts';
import { Answers } from '../../api/answers.ts';
import { Reads } from '../../api/reads.ts';
import type { Principal } from '../../api/request.ts';
import { GetRoom } from './get-room.ts';

@ApiTags('consultations')
@Controller('bookings/:id/room')
export class RoomController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @SignedIn()
  @Reads('people')
  @ApiOperation({ summary: 'The room of a session, for its two: when it opens, and where they talk' })
  @Answers(200, SessionRoom, 'booking-not-found', 'no-room')
  show(@Who() who: Principal, @Param('id', { schema: Id }) bookingId: Id) {
    return this.queries.execute(new GetRoom(who, bookingId));
  }
}
