import type { Erasure, ErasureEvent, ErasureReport, Id, Recorded } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Refused } from '../../deciding/refused.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { erasures, reportOf } from './erasure.ts';

/** How far it is that somebody is forgotten, from the stream itself. @throws Refused where nobody asked for it */
export async function readReport(log: EventLog, personId: Id): Promise<{ report: ErasureReport; last: Recorded<ErasureEvent> }> {
  const facts = (await log.read(erasures.stream(personId))) as readonly Recorded<ErasureEvent>[];
  const [report, last] = [reportOf(personId, facts), facts.at(-1)];
  if (!report || !last) throw new Refused({ code: 'erasure-not-found' });
  return { report, last };
}

/** The report of an erasure, for as long as the log is kept. */
export class GetErasure extends Query<Erasure> {
  constructor(readonly personId: Id) {
    super();
  }
}

@QueryHandler(GetErasure)
export class GetErasureHandler implements IQueryHandler<GetErasure> {
  constructor(@Inject(EVENT_LOG) private readonly log: EventLog) {}

  async execute({ personId }: GetErasure): Promise<Erasure> {
    const { report } = await readReport(this.log, personId);
    return { report };
  }
}
