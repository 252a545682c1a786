import type { ParkedDetail } from '@lyceum/contracts';
import { ReadModels, type ParkedFact } from '@lyceum/projections';
import { FactUnknown, StreamDeleted, type EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../../deciding/refused.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { shown, storedIdOf } from './parked.ts';

/** A parked fact with its data, its row as it stands, and how many wait behind it. */
export class GetParked extends Query<ParkedDetail> {
  constructor(readonly parkedId: string) {
    super();
  }
}

@QueryHandler(GetParked)
export class GetParkedHandler implements IQueryHandler<GetParked> {
  constructor(
    private readonly models: ReadModels,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  async execute({ parkedId }: GetParked): Promise<ParkedDetail> {
    const found = await this.models.operations.findParked(storedIdOf(parkedId));
    if (!found) throw new Refused({ code: 'parked-not-found' });
    const { fact, behind, row } = found;
    return { ...shown(fact), event: await this.event(fact), row: row && { ...row }, behind };
  }

  private async event({ stream, revision }: ParkedFact): Promise<ParkedDetail['event']> {
    try {
      const [fact] = await this.log.read(stream, revision - 1, 1);
      if (!fact) return null;
      const { id, data, metadata, recorded } = fact;
      return { id, data, metadata, recorded };
    } catch (error) {
      if (error instanceof FactUnknown || error instanceof StreamDeleted) return null;
      throw error;
    }
  }
}
