import { spawn, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';

export type Outcome = { code: number; output: string };

const running = new Set<ChildProcess>();

/** Ends what is still running, for a command that is interrupted. */
export const endRunning = (): void => {
  for (const child of running) child.kill('SIGTERM');
};

/** As nice as what can wait is to what keeps time. */
const NICE = 10;

type Options = {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** Computes only while nothing else wants to. */
  nice?: boolean;
};

/** Runs a program of node_modules (or any file) on this Node; its whole output, both streams in the order they came. */
export const runNode = (args: string[], options: Options): Promise<Outcome> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    if (options.nice && child.pid !== undefined) setPriority(child.pid, NICE);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => (output += chunk));
    }
    child.on('error', fail);
    child.on('close', (code) => {
      running.delete(child);
      done({ code: code ?? 1, output });
    });
  });
