import type { Id, SessionRoom } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Asker } from '../../courses/staff.ts';
import { Streams } from '../../deciding/streams.ts';
import { conversationIdOf, conversations } from '../chat/conversation.ts';
import { findRoom } from './room.ts';

/** The room of a session, for its two. */
export class GetRoom extends Query<SessionRoom> {
  constructor(
    readonly who: Asker,
    readonly bookingId: Id,
  ) {
    super();
  }
}

@QueryHandler(GetRoom)
export class GetRoomHandler implements IQueryHandler<GetRoom> {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
  ) {}

  async execute({ who, bookingId }: GetRoom): Promise<SessionRoom> {
    const { instructorId, studentId, ...room } = await findRoom(this.streams, who, bookingId);
    const conversationId = conversationIdOf(instructorId, studentId);
    const { members } = await this.streams.see(conversations, conversationId);
    const names = await this.models.people.names([instructorId, studentId]);
    const named = (personId: Id) => ({ personId, name: names.get(personId) ?? null });
    return {
      ...room,
      instructor: named(instructorId),
      student: named(studentId),
      conversation: { conversationId, begun: members.length > 0 },
    };
  }
}
