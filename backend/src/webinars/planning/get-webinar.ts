import type { Id, Webinar } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { CONFIG, type Config } from '../../config.ts';
import type { Asker } from '../../courses/staff.ts';
import { Streams } from '../../deciding/streams.ts';
import { findSeen } from './seen.ts';
import { beside, openTimes, summaryOf } from './shown.ts';
import { ticketOf } from './ticket.ts';

/** A webinar, for those who may know of it. */
export class GetWebinar extends Query<Webinar> {
  constructor(
    readonly who: Asker,
    readonly webinarId: Id,
  ) {
    super();
  }
}

@QueryHandler(GetWebinar)
export class GetWebinarHandler implements IQueryHandler<GetWebinar> {
  constructor(
    private readonly models: ReadModels,
    private readonly streams: Streams,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async execute({ who, webinarId }: GetWebinar): Promise<Webinar> {
    const { row, relation } = await findSeen(this.models, this.streams, who, webinarId);
    const around = await beside(this.models, [row], who);
    const mine = around.mine.get(webinarId);
    const summary = summaryOf(row, around, who, this.clock.now());
    const { summary: text, timeZone, speakers, programme, lobby } = row.plan;
    return {
      ...summary,
      // Who runs it without being its host is a host to the page.
      as: relation.runs ? 'host' : summary.as,
      summary: text,
      timeZone,
      speakers,
      programme,
      lobby,
      grading: row.grading,
      waiting: row.waiting,
      reason: row.cancelled ?? (mine?.phase === 'refused' ? mine.reason : ''),
      ticket: mine?.ticketId ? ticketOf(webinarId, who.personId, mine.ticketId, this.config) : null,
      place: mine?.phase === 'waiting' ? await this.models.registrations.place(mine) : null,
      ...openTimes(row),
      recordings: row.recordings,
    };
  }
}
