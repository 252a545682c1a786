import type { Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { CONFIG, type Config } from '../../config.ts';
import type { Asker } from '../../courses/staff.ts';
import { Streams } from '../../deciding/streams.ts';
import { publicAddress } from '../../mail/writing/public-address.ts';
import { calendarFile, entryOf } from './entry.ts';
import { findSeen } from './seen.ts';

/** A webinar as a file that puts it into somebody's calendar. */
export class GetEntry extends Query<string> {
  constructor(
    readonly who: Asker,
    readonly webinarId: Id,
  ) {
    super();
  }
}

@QueryHandler(GetEntry)
export class GetEntryHandler implements IQueryHandler<GetEntry> {
  private readonly address: URL;

  constructor(
    private readonly models: ReadModels,
    private readonly streams: Streams,
    @Inject(CONFIG) config: Config,
  ) {
    this.address = publicAddress(config);
  }

  async execute({ who, webinarId }: GetEntry): Promise<string> {
    const { row } = await findSeen(this.models, this.streams, who, webinarId);
    return calendarFile(entryOf(row, row.cancelled === null ? 'confirmed' : 'cancelled'), this.address);
  }
}
