import { instant, type HealthFigures, type HealthReport } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import type { EventLog, ReadStore } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { CONFIG, type Config } from '../../config.ts';
import { SocketServer } from '../../live/socket-server.ts';
import { EVENT_LOG, READ_STORE } from '../../stores/tokens.ts';
import { GetAutomation } from '../automation/get-automation.ts';
import { Backups } from '../backups/backups.ts';
import { GetMedia } from '../get-media.ts';
import { DataFolder } from './disk.ts';
import {
  ofAutomation,
  ofBackend,
  ofBackup,
  ofDashboard,
  ofDisk,
  ofEventStore,
  ofLive,
  ofMail,
  ofMedia,
  ofParked,
  ofProjections,
  ofReadStore,
  worstOf,
  type Standing,
} from './judging.ts';
import { Samples } from './samples.ts';

/** How everything is, as this backend sees it. */
export class GetHealth extends Query<HealthReport> {}

/** Milliseconds after which something counts as not answering. */
const PATIENCE = 2500;

/** What something answers, or null where it does not in time. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(resolve, PATIENCE, null);
  return Promise.race([asked.catch(() => null), late]).finally(() => clearTimeout(timer));
}

@QueryHandler(GetHealth)
export class GetHealthHandler implements IQueryHandler<GetHealth> {
  private readonly folder: DataFolder;

  constructor(
    private readonly models: ReadModels,
    private readonly queries: QueryBus,
    private readonly samples: Samples,
    private readonly sockets: SocketServer,
    private readonly clock: Clock,
    private readonly backups: Backups,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(READ_STORE) private readonly store: ReadStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.folder = new DataFolder(config.dataFolder);
  }

  async execute(): Promise<HealthReport> {
    const samples = this.samples.all();
    const [events, documents, heartbeat, models, overview, media, disk, backup, pages] = await Promise.all([
      orNull(this.eventStore()),
      orNull(this.readStore()),
      orNull(this.models.heartbeat()),
      orNull(this.models.status()),
      orNull(this.queries.execute(new GetAutomation())),
      this.config.mediaUrl ? orNull(this.queries.execute(new GetMedia())) : null,
      this.folder.disk(),
      orNull(this.backups.standing()),
      this.dashboard(),
    ]);
    const standings = overview && new Map(overview.items.map((one): [string, Standing] => [one.name, one]));
    const mail = standings?.get('send-mail') ?? null;
    standings?.delete('send-mail');
    const items = [
      ofEventStore(events, samples.findLast(({ appendMs }) => appendMs !== null)?.appendMs ?? null),
      ofReadStore(documents),
      ofProjections(heartbeat, models, Date.now()),
      ofBackend(this.backend(), samples.at(-1)?.cpu ?? 0),
      ofDashboard(pages),
      ofMedia(this.config.mediaUrl !== null, media),
      ofLive(this.sockets.counts()),
      ofMail(mail),
      ofAutomation(standings, overview?.waiting ?? 0),
      ofParked(models),
      ofDisk(disk),
      ofBackup(backup, this.clock.time()),
    ];
    return { at: instant(this.clock.time()), state: worstOf(items), items, samples: [...samples] };
  }

  private async eventStore(): Promise<HealthFigures> {
    const began = performance.now();
    const head = await this.log.head();
    const answersMs = performance.now() - began;
    return { version: await this.log.version().catch(() => ''), answersMs, head };
  }

  private async readStore(): Promise<HealthFigures> {
    const began = performance.now();
    const size = await this.store.reading((db) => db.command({ dbStats: 1 }));
    const answersMs = performance.now() - began;
    const { version } = await this.store.reading((db) => db.command({ buildInfo: 1 }));
    return { version: String(version), answersMs, documents: Number(size['objects']), size: Number(size['totalSize'] ?? size['dataSize']) };
  }

  private backend(): HealthFigures {
    return { version: process.version, uptime: process.uptime(), memory: process.memoryUsage.rss() };
  }

  private async dashboard(): Promise<boolean | null> {
    const { dashboardUrl } = this.config;
    if (!dashboardUrl) return null;
    const answer = await orNull(fetch(dashboardUrl, { method: 'HEAD', redirect: 'manual' }));
    return answer !== null && answer.status < 500;
  }
}
