/**
 * An embedded node alone, as a process of its own: for benchmarks, and for a product whose store can be taken away and given back
 * (a supervisor would start it again at once).
 *
 *     const node = await Node.start('mongo');
 *     const product = await Product.start({ env: { MONGODB_URL: node.url } });
 *     await node.kill();
 *     await node.startAgain();               // the same folder, the same port
 */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { family, isAlive, signal } from './processes.ts';
import { freePort, ROOT, temporaryFolder, type Usage } from './product.ts';
import { until } from './until.ts';

const accepts = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });

export class Node {
  readonly port: number;
  /** A folder of its own; the node uses `node` in it, the rest of the same disk is free for comparisons. */
  readonly folder: string;
  private readonly name: 'eventstore' | 'mongo';
  private readonly options: readonly string[];
  private pid = 0;

  private constructor(name: 'eventstore' | 'mongo', port: number, options: readonly string[], folder: string) {
    this.name = name;
    this.options = options;
    this.port = port;
    this.folder = folder;
  }

  /** @param options of the node's command line besides its folder and port */
  static async start(name: 'eventstore' | 'mongo', ...options: string[]): Promise<Node> {
    return Node.startIn(temporaryFolder(name), name, ...options);
  }

  /** The same in a folder that is there, on a disk of the caller's choice. */
  static async startIn(folder: string, name: 'eventstore' | 'mongo', ...options: string[]): Promise<Node> {
    const node = new Node(name, await freePort(), options, folder);
    await node.startAgain();
    return node;
  }

  /** Whether its process runs. */
  get isAlive(): boolean {
    return isAlive(this.pid);
  }

  get url(): string {
    return this.name === 'eventstore'
      ? `esdb://127.0.0.1:${this.port}?tls=false`
      : `mongodb://127.0.0.1:${this.port}/lyceum?directConnection=true`;
  }

  async startAgain(): Promise<void> {
    const program = join(ROOT, `embedded/${this.name}/dist/main.js`);
    const args = [program, '--data', join(this.folder, 'node'), '--port', String(this.port), ...this.options];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    this.pid = child.pid!;
    await until(`${this.name} accepts connections`, () => accepts(this.port));
  }

  usage(): Usage {
    return family(this.pid)[0] ?? { cpuSeconds: 0, residentMiB: 0 };
  }

  async kill(name: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    signal(this.pid, name);
    await until(`${this.name} has ended`, () => !isAlive(this.pid), { every: 10 });
  }

  async stop(): Promise<void> {
    await this.kill('SIGTERM').catch(() => this.kill());
    rmSync(this.folder, { recursive: true, force: true });
  }
}
