import type { Id, MediaNews, MediaStatus } from '@lyceum/contracts';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { acts } from './control/requests.ts';
import { ControlServer } from './control/server.ts';
import { canRecord } from './recording/recorder.ts';
import { Recordings } from './recording/recordings.ts';
import { Rooms } from './rooms/rooms.ts';
import { findWorker, NoWorker, type Seeking } from './worker/find.ts';
import { Crew, type Post } from './workers/crew.ts';
import { Statistics } from './workers/statistics.ts';

/** How often it is looked for rooms that nobody has a use for, in milliseconds. */
const TIDIED = 60_000;
/** After a failure that may pass a worker is looked for again, in milliseconds. */
const AGAIN = 60_000;

/** The media process: it can be steered from the beginning, and has workers as soon as one is found. */
export class Media {
  readonly #config: Config;
  readonly #logger: Logger;
  readonly #recordings: Recordings;
  readonly #statistics: Statistics;
  readonly #stopping = new AbortController();
  readonly rooms: Rooms;
  readonly control: ControlServer;
  #crew: Crew | null = null;
  #seeking: Seeking = { state: 'seeking', step: '', done: 0, total: 0, reason: '' };

  constructor(config: Config, key: Buffer, logger: Logger) {
    this.#config = config;
    this.#logger = logger;
    this.rooms = new Rooms({ consumersPerWorker: config.consumersPerWorker, logger, tell: (...news) => this.#tell(...news) });
    this.#recordings = new Recordings(config.folder);
    this.#statistics = new Statistics(this.rooms, (roomId) => this.#recordings.of(roomId) !== null);
    const ground = {
      rooms: this.rooms,
      recordings: this.#recordings,
      status: () => this.status,
      statistics: async () => ({ status: this.status, ...(await this.#statistics.figures(this.#crew)) }),
    };
    this.control = new ControlServer({ key, acts: acts(ground), folder: config.folder, logger });
  }

  get status(): MediaStatus {
    return { ...this.#seeking, recording: this.#recordings.possible };
  }

  /** Listens for backends, and looks for a worker meanwhile. @throws where the control port cannot be listened on */
  async start(env: NodeJS.ProcessEnv): Promise<void> {
    this.#recordings.possible = await canRecord();
    await this.control.listen(this.#config.control.host, this.#config.control.port);
    void this.#find(env);
    setInterval(() => void this.#tidy(), TIDIED).unref();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.allSettled((await this.rooms.all()).map(({ roomId }) => this.#recordings.lost(roomId)));
    this.#crew?.close();
    await this.control.close();
  }

  async #find(env: NodeJS.ProcessEnv): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        const bin = await findWorker((seeking) => this.#say(seeking), env, signal);
        const crew = new Crew({ config: this.#config, bin, logger: this.#logger, died: (post) => void this.#died(post) });
        await crew.start();
        this.#crew = crew;
        this.rooms.begin(crew);
        this.#say({ state: 'ready', step: '', done: 0, total: 0, reason: '' });
        return;
      } catch (error) {
        if (signal.aborted) return;
        const reason = error instanceof NoWorker ? error.message : `The worker cannot be started (${String(error)})`;
        this.#logger.error({ reason }, 'there is no media worker');
        this.#say({ state: 'failed', step: '', done: 0, total: 0, reason });
        await new Promise((done) => setTimeout(done, AGAIN).unref());
      }
    }
  }

  #say(seeking: Seeking): void {
    const changed = seeking.state !== this.#seeking.state || seeking.step !== this.#seeking.step;
    this.#seeking = seeking;
    if (changed) this.#logger.info({ state: seeking.state, step: seeking.step }, 'media worker');
    this.control.tell(null, 'status', this.status);
  }

  #tell<Name extends keyof MediaNews>(roomId: Id, name: Name, news: MediaNews[Name]): void {
    this.#recordings.hear(roomId, name, news);
    this.control.tell(roomId, name, news);
    if (name === 'room-lost') void this.#recordingLost(roomId);
  }

  async #recordingLost(roomId: Id): Promise<void> {
    const failed = await this.#recordings.lost(roomId);
    if (failed) this.control.tell(roomId, 'recording-failed', failed);
  }

  /** Ends rooms in which nobody is reached, that no backend follows and that are not recorded. */
  async #tidy(): Promise<void> {
    for (const room of await this.rooms.all()) {
      const { roomId } = room;
      const used = room.isReached || this.#recordings.of(roomId) !== null || this.control.isFollowed(roomId);
      if (!used) await this.rooms.close(roomId);
    }
  }

  async #died(post: Post): Promise<void> {
    await this.rooms.lost(post);
  }
}
