/**
 * The product as a person runs it: `scripts/start.mjs` with all its processes, on a data folder and a port of its own.
 *
 *     const product = await Product.start();
 *     await product.kill('backend');        // SIGKILL; the supervisor starts it again
 *     await product.ready();
 *     await product.stop();                 // Ctrl-C; removes the data folder when it was made here
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { Api } from './client.ts';
import { family, isAlive, signal, type ProcessInfo, proportionalMiB } from './processes.ts';
import { until } from './until.ts';

export const ROOT = resolve(import.meta.dirname, '../..');

/** A new folder on the disk that the project lies on: the system's own temporary folder may be in memory, where nothing is durable. */
export const temporaryFolder = (name: string): string => {
  const parent = join(ROOT, '.cache/run');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, `${name}-`));
};

const PROGRAMS = {
  eventstore: 'embedded/eventstore/dist/main.js',
  mongo: 'embedded/mongo/dist/main.js',
  projections: 'projections/dist/main.js',
  backend: 'backend/dist/main.js',
  dashboard: 'dashboard/build/index.js',
  media: 'media/dist/main.js',
} as const;

/** The processes that the supervisor keeps. */
export type Part = keyof typeof PROGRAMS;
export const PARTS = Object.keys(PROGRAMS) as readonly Part[];

export const ADMIN = { email: 'root@academy.example', password: 'Root-of-the-academy-1' } as const;

export interface ProductOptions {
  /** A folder that outlives the product; without it a new one is made and removed by `stop`. */
  readonly data?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Loads the demo academy, which takes up to a minute. */
  readonly demo?: boolean;
}

export interface Usage {
  readonly cpuSeconds: number;
  readonly residentMiB: number;
}

/** A port on 127.0.0.1 that nobody listens on now. */
export const freePort = (): Promise<number> =>
  new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => done(port));
    });
  });

export class Product {
  readonly data: string;
  readonly url: string;
  /** What start.mjs has said, both streams, the last 20,000 characters. */
  output = '';
  private readonly port: number;
  private readonly options: ProductOptions;
  private child: ChildProcess | undefined;

  private constructor(port: number, options: ProductOptions) {
    this.port = port;
    this.options = options;
    this.data = options.data ?? temporaryFolder('product');
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Starts it and waits until it is ready. */
  static async start(options: ProductOptions = {}): Promise<Product> {
    const product = await Product.launch(options);
    await product.ready();
    return product;
  }

  /** Starts it without waiting. */
  static async launch(options: ProductOptions = {}): Promise<Product> {
    const product = new Product(await freePort(), options);
    product.run();
    return product;
  }

  private run(): void {
    this.output = '';
    const args = ['scripts/start.mjs', '--data', this.data, '--port', String(this.port), ...(this.options.demo ? [] : ['--no-demo'])];
    const given = Object.entries(process.env).filter(
      ([name]) => !/^(LYCEUM_|EVENTSTORE_URL|MONGODB_URL|VITEST|NODE_ENV|NODE_OPTIONS)/.test(name),
    );
    this.child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...Object.fromEntries(given), LYCEUM_ADMIN_EMAIL: ADMIN.email, LYCEUM_ADMIN_PASSWORD: ADMIN.password, ...this.options.env },
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (text: Buffer) => (this.output = (this.output + text.toString()).slice(-20_000)));
  }

  /** Waits until `GET /api/health/ready` answers 200; fails at once when the supervisor has ended. */
  async ready(seconds = 300): Promise<void> {
    const ended = () => this.child === undefined || this.child.exitCode !== null || this.child.signalCode !== null;
    const state = await until('the product is ready', async () => ended() || (await this.answers('/api/health/ready')), { seconds }).catch(
      (error: Error) => {
        throw new Error(`${error.message}. It said:\n${this.output}`);
      },
    );
    if (state === true && ended())
      throw new Error(`the product ended with ${this.child?.exitCode ?? this.child?.signalCode}:\n${this.output}`);
  }

  /** Whether a GET answers 200 within five seconds. */
  answers(path: string): Promise<boolean> {
    return fetch(this.url + path, { signal: AbortSignal.timeout(5000) }).then(
      async (response) => {
        await response.body?.cancel();
        return response.status === 200;
      },
      () => false,
    );
  }

  /** Waits until the supervisor has ended by itself, and gives its exit code. */
  exit(): Promise<number | null> {
    const child = this.child!;
    return child.exitCode !== null || child.signalCode !== null
      ? Promise.resolve(child.exitCode)
      : new Promise((done) => child.once('exit', (code) => done(code)));
  }

  private family(): ProcessInfo[] {
    return this.child?.pid === undefined ? [] : family(this.child.pid);
  }

  /** The process id of a part, or undefined while it is not running. */
  pid(part: Part): number | undefined {
    return this.process(part)?.pid;
  }

  private process(part: Part): ProcessInfo | undefined {
    return this.family().find(({ command }) => command.replaceAll('\\', '/').includes(PROGRAMS[part]));
  }

  /** Ends one part at once, as a crash would, and waits until it is gone. */
  async kill(part: Part, name: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const pid = await until(`${part} is running`, () => this.pid(part));
    signal(pid, name);
    if (name === 'SIGKILL' || name === 'SIGTERM') await until(`${part} has ended`, () => !isAlive(pid), { every: 5 });
  }

  /** Stops a part without ending it (SIGSTOP), until the returned function is called: its sockets stay open and answer nothing. */
  freeze(part: Part): () => void {
    const pid = this.pid(part);
    if (pid === undefined) throw new Error(`${part} is not running`);
    signal(pid, 'SIGSTOP');
    return () => signal(pid, 'SIGCONT');
  }

  /** Ends all of it at once, the supervisor first, as a power cut would. */
  async crash(): Promise<void> {
    const pids = this.family().map(({ pid }) => pid);
    for (const pid of pids) signal(pid, 'SIGKILL');
    await until('all processes have ended', () => !pids.some(isAlive), { every: 10 });
  }

  /** Starts it again on the same folder and port after `crash` or `interrupt`. */
  async startAgain(): Promise<void> {
    this.run();
    await this.ready();
  }

  /** Ctrl-C, and waits until all of it has ended. What has not ended after 20 s is killed, and that is an error. */
  async interrupt(): Promise<void> {
    const pids = this.family().map(({ pid }) => pid);
    if (pids.length === 0) return;
    signal(pids[0]!, 'SIGINT');
    try {
      await until('all processes have ended after Ctrl-C', () => !pids.some(isAlive), { seconds: 20 });
    } catch (error) {
      for (const pid of pids) signal(pid, 'SIGKILL');
      throw error;
    }
  }

  /** Ends it and removes its data folder unless that was given. */
  async stop(): Promise<void> {
    await this.interrupt().finally(() => {
      if (!this.options.data) rmSync(this.data, { recursive: true, force: true });
    });
  }

  /** CPU seconds since its start and resident memory of each part, the supervisor's beside them. */
  usage(): Readonly<Record<Part | 'supervisor', Usage>> {
    const processes = this.family();
    const sum = (of: readonly ProcessInfo[]): Usage => ({
      cpuSeconds: of.reduce((total, { cpuSeconds }) => total + cpuSeconds, 0),
      residentMiB: of.reduce((total, { residentMiB }) => total + residentMiB, 0),
    });
    const belongs = (part: Part) => (one: ProcessInfo) => one.command.replaceAll('\\', '/').includes(PROGRAMS[part]);
    const parts = Object.fromEntries(PARTS.map((part) => [part, sum(processes.filter(belongs(part)))])) as Record<Part, Usage>;
    return { ...parts, supervisor: sum(processes.filter((one) => !PARTS.some((part) => belongs(part)(one)))) };
  }

  /** MiB that all processes take of the machine's memory, pages that they share counted once where the system says so. */
  takenMiB(): number {
    return this.family().reduce((sum, { pid, residentMiB }) => sum + (proportionalMiB(pid) ?? residentMiB), 0);
  }

  /** Connection strings of the embedded nodes, from their command lines. */
  get eventstoreUrl(): string {
    return `esdb://127.0.0.1:${this.nodePort('eventstore')}?tls=false`;
  }

  get mongodbUrl(): string {
    return `mongodb://127.0.0.1:${this.nodePort('mongo')}/lyceum?directConnection=true`;
  }

  private nodePort(part: 'eventstore' | 'mongo'): string {
    const port = / --port[= ](\d+)/.exec(this.process(part)?.command ?? '')?.[1];
    if (!port) throw new Error(`${part} is not running`);
    return port;
  }

  /** Calls to its API without anybody signed in. */
  get api(): Api {
    return new Api(this.url);
  }
}
