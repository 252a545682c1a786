import type { ConversationBegun, ConversationEvent, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { people, type Person } from '../../accounts/person.ts';
import { answer, type Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams, type See } from '../../deciding/streams.ts';
import { calendars } from '../calendar/calendar.ts';
import { Histories } from '../clients/histories.ts';
import { offers } from '../profiles/offers.ts';
import { ChatLimit } from './chat-limit.ts';
import { conversationIdOf, conversations, type Conversation } from './conversation.ts';

/** Somebody turns to somebody else. Where the two have a conversation already it is that one. */
export class BeginConversation extends Command<Written<ConversationBegun>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly otherId: Id,
  ) {
    super();
  }
}

/**
 * Anybody may turn to those who offer consultations, and those to their own clients. Of others nobody learns here whether they exist.
 * `isClient`: whether the other one is a client of the asker.
 */
export function decide(conversation: Conversation, who: Asker, otherId: Id, other: Person, isClient: boolean): Decision<ConversationEvent> {
  if (otherId === who.personId) return refuse('own-conversation');
  if (conversation.members.length > 0) return nothing();
  if (!offers(other) && !isClient) return refuse('person-not-found');
  const conversationId = conversationIdOf(who.personId, otherId);
  return accept({ type: 'consultations.ConversationBegun.v1', data: { conversationId, beginnerId: who.personId, otherId } });
}

@CommandHandler(BeginConversation)
export class BeginConversationHandler implements ICommandHandler<BeginConversation> {
  constructor(
    private readonly streams: Streams,
    private readonly histories: Histories,
    private readonly limit: ChatLimit,
  ) {}

  async execute({ context, who, otherId }: BeginConversation): Promise<Written<ConversationBegun>> {
    const conversationId = conversationIdOf(who.personId, otherId);
    const { state } = await this.streams.look(conversations, conversationId);
    // To go back to a conversation is no turning to somebody.
    if (state.members.length === 0) await this.limit.begins(who.personId);
    const begun = await this.streams.decide(
      conversations,
      conversationId,
      context,
      (conversation, { other, isClient }: { other: Person; isClient: boolean }) => decide(conversation, who, otherId, other, isClient),
      {
        seeing: async (see) => {
          const other = await see(people, otherId);
          // Whose clients somebody's are may be a question to the read model; where it makes no difference it is not asked.
          const isClient = !offers(other) && (await this.isClient(see, who.personId, otherId));
          return { other, isClient };
        },
      },
    );
    return answer(begun, { conversationId });
  }

  private async isClient(see: See, instructorId: Id, studentId: Id): Promise<boolean> {
    return this.histories.areClients(await see(calendars, instructorId), { instructorId, studentId });
  }
}
