import { setTimeout as pause } from 'node:timers/promises';
import type { Erasure, Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { keyStreamOf, StreamDeleted, type EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RoleBook } from '../../accounts/role-book.ts';
import { answer, type Written } from '../../api/written.ts';
import { furtherStep, type CommandContext } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { erasures, order } from './erasure.ts';
import { ErasureWork } from './erasure-work.ts';
import { readReport } from './get-erasure.ts';

/** Somebody is to be forgotten, for good. */
export class ErasePerson extends Command<Written<Erasure>> {
  constructor(
    readonly context: CommandContext,
    readonly personId: Id,
  ) {
    super();
  }
}

/** How long the answer waits for the proof, in milliseconds: what takes longer is asked for again. */
const PATIENCE = 25_000;

/**
 * The order is a fact, and what it asks for goes on whatever dies. Roles go first: who refuses to be without an admin refuses before anything
 * is lost.
 */
@CommandHandler(ErasePerson)
export class ErasePersonHandler implements ICommandHandler<ErasePerson> {
  constructor(
    private readonly streams: Streams,
    private readonly book: RoleBook,
    private readonly models: ReadModels,
    private readonly work: ErasureWork,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ context, personId }: ErasePerson): Promise<Written<Erasure>> {
    const { roles } = await this.book.find(personId);
    const { state } = await this.streams.look(erasures, personId);
    if (state.phase === 'none') {
      await this.check(context, personId);
      const kept = roles.filter((role) => role === 'student');
      if (kept.length < roles.length) await this.book.set(furtherStep(context, 'roles'), personId, kept);
      const keyFact = await this.keyFactOf(personId);
      await this.streams.decide(erasures, personId, context, (erasure) => order(erasure, personId, keyFact));
    }
    const late = new AbortController();
    await Promise.race([this.work.run(context, personId), pause(PATIENCE, undefined, { signal: late.signal }).catch(() => {})]);
    late.abort();
    const { report, last } = await readReport(this.log, personId);
    return answer(last, { report });
  }

  private async check({ by }: CommandContext, personId: Id): Promise<void> {
    if (by === personId) throw new Refused({ code: 'own-erasure' });
    const { items } = await this.models.bookings.page({ personId, when: 'coming', limit: 1 });
    if (items.length > 0) throw new Refused({ code: 'sessions-ahead' });
  }

  private async keyFactOf(personId: Id): Promise<Id | null> {
    try {
      const [fact] = await this.log.lookInto(keyStreamOf(personId), { count: 1 });
      return fact?.id ?? null;
    } catch (error) {
      if (error instanceof StreamDeleted) return null;
      throw error;
    }
  }
}
