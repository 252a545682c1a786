import type { ClientEvent, Id } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { people } from '../../accounts/person.ts';
import { answer, type Written } from '../../api/written.ts';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { offers } from '../profiles/offers.ts';
import type { Client, Pair } from './client.ts';
import { Histories, type Writing } from './histories.ts';

/** A client lets another instructor see the history, or takes that back. */
export class GrantHistory extends Command<Written<undefined>> {
  constructor(
    readonly context: CommandContext,
    readonly who: Asker,
    readonly pair: Pair,
    readonly granteeId: Id,
    readonly granted: boolean,
  ) {
    super();
  }
}

/** It is the client's to say, and only to instructors. `offers`: whether the other one is such. */
export function decide(client: Client, writing: Writing, granteeId: Id, granted: boolean, offers: boolean): Decision<ClientEvent> {
  const { as, clientId, instructorId, studentId } = writing;
  if (as !== 'student') return refuse('not-allowed');
  const data = { clientId, instructorId, studentId, granteeId };
  if (client.grants.includes(granteeId) === granted) return nothing();
  if (!granted) return accept({ type: 'consultations.HistoryWithdrawn.v1', data });
  if (!offers || granteeId === studentId) return refuse('instructor-not-found');
  if (granteeId === instructorId) return nothing();
  return accept({ type: 'consultations.HistoryGranted.v1', data });
}

@CommandHandler(GrantHistory)
export class GrantHistoryHandler implements ICommandHandler<GrantHistory> {
  constructor(
    private readonly streams: Streams,
    private readonly histories: Histories,
  ) {}

  async execute({ context, who, pair, granteeId, granted }: GrantHistory): Promise<Written<undefined>> {
    const { state: other } = await this.streams.look(people, granteeId);
    const done = await this.histories.decide(context, who, pair, (client, writing) =>
      decide(client, writing, granteeId, granted, offers(other)),
    );
    return answer(done, undefined);
  }
}
