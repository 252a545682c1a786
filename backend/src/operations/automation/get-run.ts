import type { RunDetail } from '@lyceum/contracts';
import { ReadModels, type RunRow } from '@lyceum/projections';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../../deciding/refused.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { factsAt, loggedFacts } from '../log/entries.ts';
import { runOfId, shownRuns } from './shown.ts';
import { Standing } from './standing.ts';

/** A run, with the facts that it recorded. */
export class GetRun extends Query<RunDetail> {
  constructor(readonly runId: string) {
    super();
  }
}

/** Facts of the chain that are looked through for those of the run, and how many are shown. */
const LOOKED = 500;
const MOST = 50;

@QueryHandler(GetRun)
export class GetRunHandler implements IQueryHandler<GetRun> {
  constructor(
    private readonly models: ReadModels,
    private readonly standing: Standing,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ runId }: GetRun): Promise<RunDetail> {
    const row = await this.models.automation.find(runOfId(runId));
    if (!row) throw new Refused({ code: 'run-not-found' });
    const [run] = await shownRuns(this.models, [row], await this.standing.place());
    return { ...run!, facts: await this.facts(row) };
  }

  private async facts({ automation, key, effect }: RunRow) {
    if (!effect) return [];
    const last = await this.models.journal.find(effect.id);
    if (!last) return [];
    const entries = await this.models.journal.chain(last.correlationId, LOOKED);
    const facts = await factsAt(this.log, entries);
    const own = facts.filter(({ metadata }) => metadata.run === `${automation} ${key}`).slice(-MOST);
    return loggedFacts(this.models, own);
  }
}
