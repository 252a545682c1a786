import {
  AUTOMATIONS,
  BEGINNING,
  isClocked,
  isReaction,
  laterPosition,
  REACTING,
  type AutomationName,
  type AutomationOverview,
  type AutomationStatus,
  type Position,
} from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import type { Place } from './shown.ts';
import { Standing } from './standing.ts';

/** All automations: what of each has failed, what is due, and how far reactions have come. */
export class GetAutomation extends Query<AutomationOverview> {}

const REACTED_TO = [...new Set(Object.values(REACTING).flatMap(({ from }) => from as readonly string[]))];

const kindOf = (name: AutomationName): AutomationStatus['kind'] => (isReaction(name) ? 'reaction' : isClocked(name) ? 'clock' : 'watch');

@QueryHandler(GetAutomation)
export class GetAutomationHandler implements IQueryHandler<GetAutomation> {
  constructor(
    private readonly models: ReadModels,
    private readonly standing: Standing,
    private readonly clock: Clock,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute(): Promise<AutomationOverview> {
    const [place, failures, head] = await Promise.all([
      this.standing.place(),
      this.models.automation.failures(AUTOMATIONS),
      this.log.head(),
    ]);
    const items = await Promise.all(
      AUTOMATIONS.map(async (name): Promise<AutomationStatus> => {
        const due = isClocked(name) ? await this.models.due.standing(name, this.clock.now()) : { next: null, overdue: 0 };
        return { name, kind: kindOf(name), since: place.since.get(name) ?? null, failed: 0, givenUp: 0, ...failures.get(name), ...due };
      }),
    );
    return { items, position: place.position, head, waiting: await this.waiting(place) };
  }

  private waiting({ position, since }: Place): Promise<number> {
    const installed = [...since.values()].reduce<Position>((last, each) => laterPosition(last, each ?? BEGINNING), BEGINNING);
    return this.models.journal.countAfter(REACTED_TO, laterPosition(position ?? BEGINNING, installed));
  }
}
