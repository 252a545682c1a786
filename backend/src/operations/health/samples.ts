import { instant, type HealthSample } from '@lyceum/contracts';
import { ReadModels } from '@lyceum/projections';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { register } from 'prom-client';
import { SocketServer } from '../../live/socket-server.ts';
import { quantile, since, type Cumulative } from './quantile.ts';

/** Milliseconds between two samples, and how many are kept: ten minutes. */
const EVERY = 5000;
const KEPT = 120;

/** What counts up, as it was at a sample. */
interface Counted {
  readonly at: number;
  readonly appends: Cumulative;
  readonly requests: number;
  readonly cpu: number;
}

/** What this backend measured in the last minutes, for charts that begin with something on them. */
@Injectable()
export class Samples implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly samples: HealthSample[] = [];
  private before: Counted | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly models: ReadModels,
    private readonly sockets: SocketServer,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.take(), EVERY).unref();
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** The newest last. */
  all(): readonly HealthSample[] {
    return this.samples;
  }

  async take(): Promise<void> {
    const now = await counted();
    const { before } = this;
    this.before = now;
    if (!before) return;
    const seconds = (now.at - before.at) / 1000;
    const slow = quantile(since(before.appends, now.appends), 0.95);
    this.samples.push({
      at: instant(Date.now()),
      appendMs: slow === null ? null : slow * 1000,
      lagEvents: await this.models.heartbeat().then(
        (heartbeat) => heartbeat?.lagEvents ?? null,
        () => null,
      ),
      requests: (now.requests - before.requests) / seconds,
      sockets: this.sockets.counts().reduce((sum, [, count]) => sum + count, 0),
      memory: process.memoryUsage.rss(),
      cpu: (now.cpu - before.cpu) / seconds,
    });
    if (this.samples.length > KEPT) this.samples.shift();
  }
}

async function counted(): Promise<Counted> {
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), appends: await appends(), requests: await requests(), cpu: (user + system) / 1e6 };
}

async function appends(): Promise<Cumulative> {
  const metric = await register.getSingleMetric('lyceum_append_seconds')?.get();
  return (metric?.values ?? []).flatMap(({ labels, value }) => {
    const { le } = labels as { readonly le?: string | number };
    return le === undefined ? [] : [{ bound: le === '+Inf' ? Infinity : Number(le), count: value }];
  });
}

async function requests(): Promise<number> {
  const metric = await register.getSingleMetric('lyceum_http_request_seconds')?.get();
  return (metric?.values ?? []).reduce(
    (sum, { labels, value }) => (String((labels as { le?: unknown }).le) === '+Inf' ? sum + value : sum),
    0,
  );
}
