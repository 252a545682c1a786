import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from './product.ts';

/** What a command came to. */
export interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The operators' command line, for an academy and the person whose token this is. */
export class CommandLine {
  readonly #env: NodeJS.ProcessEnv;

  constructor(url: string, token: string) {
    this.#env = { PATH: process.env['PATH'], HOME: process.env['HOME'], LYCEUM_URL: url, LYCEUM_TOKEN: token };
  }

  /** Runs a command to its end. */
  run(...args: readonly string[]): Promise<Said> {
    return this.begin(...args).said;
  }

  /** Begins a command, to be stopped or killed in the middle. */
  begin(...args: readonly string[]): { readonly child: ChildProcess; readonly said: Promise<Said> } {
    const program = join(ROOT, 'scripts/lyceum.mjs');
    const child = spawn(process.execPath, [program, ...args], { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
    return { child, said: once(child, 'close').then(([code]) => ({ code: code as number | null, ...said })) };
  }
}
