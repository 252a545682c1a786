import type { MediaStatistics } from '@lyceum/contracts';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { gauge } from '../measures/measure.ts';
import { MediaControl } from '../media/media-control.ts';

type Worker = MediaStatistics['workers'][number];
type Room = MediaStatistics['rooms'][number];

const total = (rooms: readonly Room[], of: (room: Room) => number) => rooms.reduce((sum, room) => sum + of(room), 0);

/** What is told of each worker, by its process id. */
const BY_WORKER = [
  ['lyceum_media_worker_cpu_cores', 'CPU that the worker uses, in cores', (worker: Worker) => worker.cpu],
  ['lyceum_media_worker_memory_bytes', 'Memory that the worker holds', (worker: Worker) => worker.memory],
  ['lyceum_media_worker_rooms', 'Rooms that the worker serves', (worker: Worker) => worker.rooms],
  ['lyceum_media_worker_transports', 'Transports of the worker', (worker: Worker) => worker.transports],
  ['lyceum_media_worker_consumers', 'Streams that the worker sends', (worker: Worker) => worker.consumers],
  ['lyceum_media_worker_deaths', 'How often the worker in this place has died', (worker: Worker) => worker.deaths],
] as const;

/** What is told of all rooms together. */
const OF_ROOMS = [
  ['lyceum_media_rooms', 'Rooms with media', (rooms: readonly Room[]) => rooms.length],
  ['lyceum_media_peers', 'Connections of people to rooms', (rooms: readonly Room[]) => total(rooms, ({ peers }) => peers)],
  ['lyceum_media_producers', 'Streams that people send', (rooms: readonly Room[]) => total(rooms, ({ producers }) => producers)],
  ['lyceum_media_received_bits_per_second', 'What comes in', (rooms: readonly Room[]) => total(rooms, ({ received }) => received)],
  ['lyceum_media_sent_bits_per_second', 'What goes out', (rooms: readonly Room[]) => total(rooms, ({ sent }) => sent)],
  [
    'lyceum_media_loss_ratio',
    'The greatest share of packets that did not get there in a room',
    (rooms: readonly Room[]) => Math.max(0, ...rooms.map(({ loss }) => loss)),
  ],
] as const;

/** How long what the media process said holds for a scrape, in milliseconds. */
const FRESH = 1000;

/** The figures of the media process at `/metrics`, read when somebody looks. */
@Injectable()
export class MediaGauges implements OnModuleInit {
  private read: { readonly at: number; readonly figures: Promise<MediaStatistics | null> } | undefined;

  constructor(private readonly media: MediaControl) {}

  onModuleInit(): void {
    for (const [name, help, of] of BY_WORKER) {
      gauge(name, help, ['pid'], async (set) => (await this.figures())?.workers.forEach((worker) => set({ pid: worker.pid }, of(worker))));
    }
    for (const [name, help, of] of OF_ROOMS) {
      gauge(name, help, [], async (set) => {
        const now = await this.figures();
        if (now) set({}, of(now.rooms));
      });
    }
  }

  private figures(): Promise<MediaStatistics | null> {
    const now = performance.now();
    if (!this.read || now - this.read.at > FRESH) this.read = { at: now, figures: this.media.ask('statistics', {}).catch(() => null) };
    return this.read.figures;
  }
}
