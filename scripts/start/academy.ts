import type { createProgress } from '../bootstrap/progress.mjs';
import { holderFile, type DataFolder } from './data-folder.ts';
import { Keeper } from './keeper.ts';
import { writeHolder } from './orphans.ts';
import { isFree } from './ports.ts';
import { ask } from './probes.ts';
import type { Layout, Ports, ProcessName } from './processes.ts';

type Progress = ReturnType<typeof createProgress>;

/** A port was taken between choosing it and listening on it: choose again. */
export class PortsTaken extends Error {}

const names: Record<ProcessName, string> = {
  eventstore: 'event store',
  mongo: 'document store',
  projections: 'projections',
  backend: 'backend',
  dashboard: 'dashboard',
  media: 'media',
};

/** The running processes of one academy. */
export class Academy {
  readonly #keepers = new Map<ProcessName, Keeper>();
  readonly #layout: Layout;
  readonly #folder: DataFolder;
  readonly #progress: Progress;
  readonly #ports: Ports;
  #stopping = false;
  #holderFailed = false;
  /** Before it is ready its lines belong to the progress on standard output, whose last line says that it is. */
  #isReady = false;

  constructor(layout: Layout, ports: Ports, folder: DataFolder, progress: Progress) {
    this.#layout = layout;
    this.#ports = ports;
    this.#folder = folder;
    this.#progress = progress;
    for (const [name, spec] of Object.entries(layout.specs)) {
      const events = { say: (text: string) => this.#say(text), changed: () => this.#remember() };
      this.#keepers.set(name as ProcessName, new Keeper(spec, folder.logs, events));
    }
  }

  get url(): string {
    return this.#layout.url;
  }

  #say(text: string): void {
    if (this.#stopping) return;
    if (this.#isReady) process.stderr.write(`${text}\n`);
    else this.#progress.line(text);
  }

  #remember(): void {
    const pids = [...this.#keepers.values()].flatMap((keeper) => (keeper.pid === undefined ? [] : [keeper.pid]));
    try {
      writeHolder(holderFile(this.#folder.path), this.#layout.url, pids);
    } catch (error) {
      if (this.#holderFailed) return;
      this.#holderFailed = true;
      this.#say(`${holderFile(this.#folder.path)} cannot be written (${(error as Error).message}); the academy runs on.`);
    }
  }

  keeper(name: ProcessName): Keeper | undefined {
    return this.#keepers.get(name);
  }

  /** Starts everything and waits until it can be used: the stores first, the rest all at once. */
  async start(signal: AbortSignal): Promise<void> {
    await this.#startAll(['eventstore', 'mongo', 'dashboard'], ['eventstore', 'mongo'], signal);
    await this.#startAll(['projections', 'backend', 'media'], ['backend'], signal);
  }

  async #startAll(start: ProcessName[], wait: ProcessName[], signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    for (const name of start) this.#keepers.get(name)?.start();
    await Promise.all(
      wait.map(async (name) => {
        const keeper = this.#keepers.get(name);
        if (!keeper) return;
        const watch = this.#watchForTakenPort(name, keeper);
        try {
          await Promise.race([this.#progress.step(`Starting the ${names[name]}`, () => keeper.ready(signal)), watch.taken]);
        } finally {
          watch.end();
        }
      }),
    );
  }

  #watchForTakenPort(name: ProcessName, keeper: Keeper): { taken: Promise<never>; end(): void } {
    const port = name in this.#ports ? this.#ports[name as keyof Ports] : undefined;
    let timer: NodeJS.Timeout | undefined;
    const taken = new Promise<never>((_, fail) => {
      if (port === undefined) return;
      timer = setInterval(() => {
        if (keeper.deaths === 0 || keeper.pid !== undefined) return;
        void isFree(port).then((free) => {
          if (!free && keeper.pid === undefined) fail(new PortsTaken(`port ${port} of the ${names[name]} was taken`));
        });
      }, 50);
    });
    return { taken, end: () => clearInterval(timer) };
  }

  /** Waits for `GET /api/health/ready`; says now and then what it is waiting for. */
  async ready(signal: AbortSignal): Promise<void> {
    let told = Date.now();
    while (!signal.aborted) {
      const { status, body } = await ask(`${this.#layout.url}/api/health/ready`);
      if (status === 200) return;
      if (Date.now() - told > 15_000) {
        told = Date.now();
        this.#say(`Not ready yet: ${status === 0 ? 'the backend does not answer' : body.replaceAll(/\s+/g, ' ').slice(0, 300)}`);
      }
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  /** From now on standard output is silent. */
  markReady(): void {
    this.#isReady = true;
  }

  /** First what takes requests, then what reads, last what keeps. Returns the names of those that had to be killed. */
  async stop(): Promise<string[]> {
    this.#stopping = true;
    const killed: string[] = [];
    for (const group of [['backend', 'dashboard', 'media'], ['projections'], ['eventstore', 'mongo']] as ProcessName[][]) {
      await Promise.all(
        group.map(async (name) => {
          const keeper = this.#keepers.get(name);
          if (keeper && !(await keeper.stop())) killed.push(names[name]);
        }),
      );
    }
    await Promise.all([...this.#keepers.values()].map((keeper) => keeper.close()));
    return killed;
  }

  kill(): void {
    this.#stopping = true;
    for (const keeper of this.#keepers.values()) keeper.kill();
  }
}
