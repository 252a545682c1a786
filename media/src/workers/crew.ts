import { createWorker, type types } from 'mediasoup';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { listenInfos } from './listening.ts';

/** One place for a worker; the worker in it may be another after the former died. */
export interface Post {
  readonly index: number;
  readonly worker: types.Worker;
  readonly server: types.WebRtcServer;
  /** The port that media come in at. */
  readonly port: number;
  /** Consumers that the worker serves. */
  consumers: number;
  rooms: number;
}

interface Orders {
  readonly config: Config;
  readonly bin: string;
  readonly logger: Logger;
  /** A worker has died: all that it did is over. */
  readonly died: (post: Post) => void;
}

const AGAIN = 500;

/** The workers, one a core: each that dies is replaced. */
export class Crew {
  readonly #orders: Orders;
  readonly #posts = new Map<number, Post>();
  readonly #deaths = new Map<number, number>();
  #closed = false;

  constructor(orders: Orders) {
    this.#orders = orders;
  }

  async start(): Promise<void> {
    await Promise.all(Array.from({ length: this.#orders.config.workers }, (_, index) => this.#staff(index)));
  }

  get posts(): readonly Post[] {
    return [...this.#posts.values()];
  }

  deathsAt(index: number): number {
    return this.#deaths.get(index) ?? 0;
  }

  /** The worker with the least to do, of those that are not `among`. */
  freest(among: ReadonlySet<Post> = new Set()): Post | undefined {
    const free = this.posts.filter((post) => !among.has(post));
    return free.toSorted((a, b) => a.consumers - b.consumers || a.rooms - b.rooms)[0];
  }

  close(): void {
    this.#closed = true;
    for (const { worker } of this.#posts.values()) worker.close();
  }

  async #staff(index: number): Promise<void> {
    const { config, bin, logger } = this.#orders;
    const worker = await createWorker({ workerBin: bin, logLevel: 'warn', logTags: ['info', 'ice', 'dtls', 'rtp', 'srtp', 'rtcp'] });
    const port = config.port > 0 ? config.port + index : 0;
    const server = await worker.createWebRtcServer({ listenInfos: listenInfos(config.listen, config.announced, port) });
    const post: Post = { index, worker, server, port: port || (await portOf(server)), consumers: 0, rooms: 0 };
    if (this.#closed) {
      worker.close();
      return;
    }
    this.#posts.set(index, post);
    worker.once('died', (error) => {
      this.#posts.delete(index);
      this.#deaths.set(index, this.deathsAt(index) + 1);
      logger.error({ worker: worker.pid, reason: error.message }, 'a worker has died');
      void this.#replace(post);
    });
    logger.info({ worker: worker.pid, port: post.port }, 'a worker serves');
  }

  async #replace(former: Post): Promise<void> {
    while (!this.#closed) {
      try {
        await this.#staff(former.index);
        break;
      } catch (error) {
        this.#orders.logger.error({ reason: String(error) }, 'a worker cannot be replaced yet');
        await new Promise((done) => setTimeout(done, AGAIN));
      }
    }
    if (!this.#closed) this.#orders.died(former);
  }
}

const portOf = async (server: types.WebRtcServer): Promise<number> => (await server.dump()).udpSockets[0]?.port ?? 0;
