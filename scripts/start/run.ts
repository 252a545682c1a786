import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../bootstrap/failure.mjs';
import type { createProgress } from '../bootstrap/progress.mjs';
import { Academy, PortsTaken } from './academy.ts';
import { holderFile, openDataFolder, secretFile, type DataFolder } from './data-folder.ts';
import { describeLogins, loadDemo, type Login } from './demo.ts';
import type { Options } from './options.ts';
import { endOrphans, writeHolder } from './orphans.ts';
import { freePorts, requirePort } from './ports.ts';
import { layout, urlOf, type Commands, type Layout, type Ports } from './processes.ts';
import { listenForStop } from './stopping.ts';

type Progress = ReturnType<typeof createProgress>;

export type Plan = {
  root: string;
  options: Options;
  env: NodeJS.ProcessEnv;
  commands(root: string, data: string): Commands;
  demo: string[];
  /** What must be done before the processes can be started. */
  prepare(signal: AbortSignal): Promise<void>;
  /** Called when all runs. */
  running?(academy: Academy, signal: AbortSignal): void;
};

const choosePorts = async (): Promise<Ports> => {
  const [eventstore = 0, mongo = 0, dashboard = 0, media = 0] = await freePorts(4);
  return { eventstore, mongo, dashboard, media };
};

/** Starts the processes; when a port was taken in between, once more on others. */
const startAcademy = async (
  plan: Plan,
  folder: DataFolder,
  secret: string,
  progress: Progress,
  signal: AbortSignal,
  begun: (academy: Academy) => void,
) => {
  for (let tries = 1; ; tries++) {
    const ports = await choosePorts();
    const made = layout(plan.root, plan.options, ports, secret, plan.commands(plan.root, folder.path), plan.env);
    const academy = new Academy(made, ports, folder, progress);
    begun(academy);
    try {
      await academy.start(signal);
      return { academy, made };
    } catch (error) {
      await academy.stop();
      if (!(error instanceof PortsTaken)) throw error;
      if (tries === 3) throw new Failure(`The academy cannot start: ${error.message}, three times`, 'Try again');
      progress.line(`${error.message}; others are chosen.`);
    }
  }
};

/** The logins of the demo, after loading it where it is not. A demo that fails is said and does not stop the academy. */
const demoLogins = async (plan: Plan, made: Layout, folder: DataFolder, progress: Progress, signal: AbortSignal): Promise<Login[]> => {
  const mark = join(folder.path, 'demo-loaded');
  const load = (note: (text: string) => void) =>
    loadDemo({ args: plan.demo, cwd: plan.root, env: made.backendEnv, logs: folder.logs, signal, onProgress: note });
  try {
    const loaded = existsSync(mark);
    const logins = await (loaded ? load(() => undefined) : progress.step('Loading the demo academy', load));
    if (!loaded) writeFileSync(mark, '');
    return logins;
  } catch (error) {
    if (!signal.aborted) progress.line((error as Error).message);
    return [];
  }
};

/** The whole life of an academy on this machine, from the first check to the last process ended. */
export const run = async (plan: Plan, progress: Progress): Promise<void> => {
  const { options } = plan;
  const stopping = listenForStop(plan.env);
  const folder = openDataFolder(options.data);
  await endOrphans(holderFile(folder.path));
  writeHolder(holderFile(folder.path), urlOf(options), []);
  const secret = plan.env.LYCEUM_SECRET_FILE || (plan.env.LYCEUM_SECRET ? '' : secretFile(folder.path));
  await requirePort(options.port, options.host);

  let academy: Academy | undefined;
  const end = async () => {
    progress.clear();
    if (stopping.signal.aborted) process.stderr.write('Stopping…\n');
    const killed = (await academy?.stop()) ?? [];
    if (killed.length > 0) process.stderr.write(`Did not end in time and had to be killed: ${killed.join(', ')}.\n`);
    folder.release();
  };
  stopping.onInsist(() => {
    academy?.kill();
    process.exit(130);
  });
  try {
    await plan.prepare(stopping.signal);
    const started = await startAcademy(plan, folder, secret, progress, stopping.signal, (begun) => (academy = begun));
    const firstTime = !existsSync(join(folder.path, 'demo-loaded'));
    const ask = () => (options.demo ? demoLogins(plan, started.made, folder, progress, stopping.signal) : Promise.resolve([]));
    // The first time the demo is loaded into a running academy; later its loader only names the logins, meanwhile.
    const early = firstTime ? undefined : ask();
    await progress.step('Waiting until all is ready', () => started.academy.ready(stopping.signal));
    const logins = await (early ?? ask());
    if (firstTime && options.demo) await started.academy.ready(stopping.signal);
    if (!stopping.signal.aborted) {
      if (logins.length > 0) progress.line(`\nDemo logins (role, e-mail, password):\n${describeLogins(logins).join('\n')}`);
      progress.line(`\nThe data are in ${folder.path}, the logs in ${folder.logs}. Ctrl-C stops it all.`);
      progress.line(`Lyceum is ready at ${started.academy.url}`);
      started.academy.markReady();
      plan.running?.(started.academy, stopping.signal);
      await new Promise<void>((done) => stopping.signal.addEventListener('abort', () => done(), { once: true }));
    }
  } catch (error) {
    // What breaks while it is being stopped was broken by the stopping.
    if (!stopping.signal.aborted) throw error;
  } finally {
    await end();
  }
};
