import type { FactInChain, Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../../deciding/refused.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { factsAt, loggedFacts } from './entries.ts';

/** A fact, and the chain of causes and effects that it belongs to. */
export class GetFact extends Query<FactInChain> {
  constructor(readonly id: Id) {
    super();
  }
}

/** Facts of a chain that are shown. An import is one long chain. */
const MOST = 200;

@QueryHandler(GetFact)
export class GetFactHandler implements IQueryHandler<GetFact> {
  constructor(
    private readonly models: ReadModels,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ id }: GetFact): Promise<FactInChain> {
    const entry = await this.models.journal.find(id);
    if (!entry) throw new Refused({ code: 'fact-not-found' });
    const entries = await this.models.journal.chain(entry.correlationId, MOST + 1);
    const [fact, ...chain] = await loggedFacts(this.models, await factsAt(this.log, [entry, ...entries.slice(0, MOST)]));
    if (fact?.id !== id) throw new Refused({ code: 'fact-not-found' });
    return { fact, chain, more: entries.length > MOST };
  }
}
