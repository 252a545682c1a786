import type { Id } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import ical from 'ical-generator';
import { CONFIG, type Config } from '../../config.ts';
import { Refused } from '../../deciding/refused.ts';
import { publicAddress } from '../../mail/writing/public-address.ts';
import { eventOf, PRODUCT } from '../ical/event.ts';
import { entryOf } from './entry.ts';

/** One session of mine as a file that puts it into my calendar. */
export class GetSessionFile extends Query<string> {
  constructor(
    readonly personId: Id,
    readonly bookingId: Id,
  ) {
    super();
  }
}

@QueryHandler(GetSessionFile)
export class GetSessionFileHandler implements IQueryHandler<GetSessionFile> {
  private readonly address: URL;

  constructor(
    private readonly models: ReadModels,
    @Inject(CONFIG) config: Config,
  ) {
    this.address = publicAddress(config);
  }

  async execute({ personId, bookingId }: GetSessionFile): Promise<string> {
    const row = await this.models.bookings.find(bookingId);
    if (!row?.people.includes(personId)) throw new Refused({ code: 'booking-not-found' });
    const entry = entryOf(row, personId, await this.models.people.names(row.people), this.address);
    if (!entry) throw new Refused({ code: 'booking-over' });
    const calendar = ical({ prodId: PRODUCT });
    calendar.createEvent(eventOf(entry, this.address));
    return calendar.toString();
  }
}
