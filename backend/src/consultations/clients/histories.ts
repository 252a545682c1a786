import type { Calendar, ClientEvent, Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Injectable } from '@nestjs/common';
import type { Asker } from '../../courses/staff.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { refuse, type Decision } from '../../deciding/decision.ts';
import { Streams, type Outcome } from '../../deciding/streams.ts';
import { calendars } from '../calendar/calendar.ts';
import { clientIdOf, clients, isKnownClient, standingOf, type Client, type Pair, type Standing } from './client.ts';

/** What a decision about a history looks at: whose it is, and as what the asker does something in it. */
export interface Writing extends Pair {
  readonly clientId: Id;
  readonly as: Standing;
  readonly by: Id;
}

/** Decides in the history of a client. */
@Injectable()
export class Histories {
  constructor(
    private readonly streams: Streams,
    private readonly models: ReadModels,
  ) {}

  /**
   * There is a history as soon as the two have agreed on a session; before, and for all others, there is none.
   * @throws Refused
   */
  decide(
    context: CommandContext,
    who: Asker,
    pair: Pair,
    decide: (client: Client, writing: Writing) => Decision<ClientEvent>,
  ): Promise<Outcome<Client>> {
    const clientId = clientIdOf(pair);
    return this.streams.decide(
      clients,
      clientId,
      context,
      (client, are: boolean) => {
        const as = are ? standingOf(pair, client.grants, who) : null;
        return as === null ? refuse('client-not-found') : decide(client, { ...pair, clientId, as, by: who.personId });
      },
      { seeing: async (see) => this.areClients(await see(calendars, pair.instructorId), pair) },
    );
  }

  /** Whether the two ever agreed on a session. The calendar lets go what was long ago; the read model knows that too. */
  async areClients(calendar: Calendar, { instructorId, studentId }: Pair): Promise<boolean> {
    return isKnownClient(calendar, studentId) || (await this.models.clients.areClients(instructorId, studentId));
  }
}
