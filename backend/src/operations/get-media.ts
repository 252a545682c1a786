import type { MediaFigures } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MediaControl } from '../media/media-control.ts';

/** How the media process, its workers and its rooms do. */
export class GetMedia extends Query<MediaFigures> {}

const AWAY: MediaFigures['status'] = {
  state: 'failed',
  step: '',
  done: 0,
  total: 0,
  reason: 'The media process does not answer.',
  recording: false,
};

@QueryHandler(GetMedia)
export class GetMediaHandler implements IQueryHandler<GetMedia> {
  constructor(
    private readonly media: MediaControl,
    private readonly models: ReadModels,
  ) {}

  async execute(): Promise<MediaFigures> {
    const figures = await this.media.ask('statistics', {}).catch(() => null);
    if (!figures) return { status: AWAY, workers: [], rooms: [] };
    const { status, workers, rooms } = figures;
    const webinars = await Promise.all(rooms.map(({ roomId }) => this.models.webinars.find(roomId)));
    return {
      status,
      workers: [...workers],
      // The room of a consultation has no title, and whose it is nobody else's business.
      rooms: rooms.map((room, i) => ({ ...room, workers: [...room.workers], title: webinars[i]?.title ?? null })),
    };
  }
}
