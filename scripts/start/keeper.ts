import { spawn, type ChildProcess } from 'node:child_process';
import { Failure } from '../bootstrap/failure.mjs';
import { nextTry, type Death } from './back-off.ts';
import { lines, logPath, RotatingFile, short, throttled } from './log.ts';

export type ProcessSpec = {
  name: string;
  /** What Node is given: flags, the program, its arguments. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** True once it does its work. */
  probe(): Promise<boolean>;
};

export type KeeperEvents = {
  /** One line for the person at the terminal. */
  say(text: string): void;
  /** Called when the set of living processes changed. */
  changed(): void;
};

/** EX_CONFIG of sysexits.h: what a process ends with that will never run with these settings. */
const WRONG_SETTINGS = 78;

const watchdog = new URL('./watchdog.mjs', import.meta.url).href;

const inSeconds = (ms: number) => `${ms < 10_000 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000)} s`;

/** Keeps one process alive: starts it, writes its log, says in one line when it died, and starts it again. */
export class Keeper {
  readonly spec: ProcessSpec;
  readonly #events: KeeperEvents;
  readonly #log: RotatingFile;
  readonly #deaths: Death[] = [];
  #child: ChildProcess | undefined;
  #began = 0;
  #wanted = false;
  #retry: NodeJS.Timeout | undefined;
  #ended: Promise<void> = Promise.resolve();
  #lastWords = '';
  #refusal: Failure | undefined;

  constructor(spec: ProcessSpec, logs: string, events: KeeperEvents) {
    this.spec = spec;
    this.#events = events;
    this.#log = new RotatingFile(logPath(logs, spec.name));
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** How often it died although it was wanted. */
  get deaths(): number {
    return this.#deaths.length;
  }

  /** What it last said of an error. */
  get lastWords(): string {
    return this.#lastWords;
  }

  start(): void {
    this.#wanted = true;
    this.#spawn();
  }

  /**
   * Resolves when the process answers its probe; it may die and be restarted meanwhile.
   * @throws Failure when it cannot run with these settings
   */
  async ready(signal?: AbortSignal): Promise<void> {
    while (!(await this.spec.probe())) {
      if (this.#refusal) throw this.#refusal;
      if (!this.#wanted || signal?.aborted) return;
      await new Promise((done) => setTimeout(done, 25));
    }
  }

  #spawn(): void {
    this.#retry = undefined;
    this.#began = Date.now();
    this.#lastWords = '';
    const { args, cwd, env, name } = this.spec;
    // A group of its own: Ctrl-C reaches the supervisor alone, which stops them one after the other.
    const child = spawn(process.execPath, ['--import', watchdog, ...args], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    this.#child = child;
    const say = throttled((text) => this.#events.say(`${name}: ${text}`));
    const hear = (line: string) => {
      const text = short(line);
      if (text === null) return false;
      this.#lastWords = text;
      if (this.#wanted) say(text);
      return true;
    };
    const fromOut = lines(hear);
    const fromErr = lines((line) => {
      // What a program says as it gives up need not look like an error; where in the source it was is no help here.
      if (!hear(line) && /^[^\s{]/.test(line) && !line.startsWith('Node.js v')) this.#lastWords = line.slice(0, 200);
    });
    for (const [stream, onLines] of [
      [child.stdout, fromOut],
      [child.stderr, fromErr],
    ] as const) {
      stream?.on('data', (chunk: Buffer) => {
        this.#log.write(chunk);
        onLines(chunk);
      });
    }
    child.stdio[3]?.on('error', () => undefined);
    this.#ended = new Promise((done) => {
      child.once('error', (error) => {
        this.#died(`could not be started (${error.message})`, false);
        done();
      });
      child.once('exit', (code, signal) => {
        const over = () => {
          clearTimeout(limit);
          if (code === WRONG_SETTINGS) this.#refuse();
          this.#died(signal ? `was ended by ${signal}` : `ended with exit code ${code}`, signal === 'SIGKILL');
          done();
        };
        // Its last words are still in the pipe; a grandchild that holds the pipe open is not waited for.
        const limit = setTimeout(over, 500);
        child.once('close', over);
      });
    });
    this.#events.changed();
  }

  /** With the settings that it has now it would never run. */
  #refuse(): void {
    this.#wanted = false;
    this.#refusal = new Failure(
      this.#lastWords || `${this.spec.name} does not run with these settings`,
      'Change the setting and start again',
    );
  }

  #died(how: string, killed: boolean): void {
    if (this.#child === undefined) return;
    this.#child = undefined;
    this.#events.changed();
    if (!this.#wanted) return;
    const now = Date.now();
    this.#deaths.push({ at: now, lived: now - this.#began, killed });
    const { wait, keepsDying } = nextTry(this.#deaths, now);
    const why = this.#lastWords ? `: ${this.#lastWords}` : '';
    const next = keepsDying ? `It keeps dying; it is tried again every ${inSeconds(wait)}` : `It is started again in ${inSeconds(wait)}`;
    this.#events.say(`${this.spec.name} ${how} after ${inSeconds(now - this.#began)}${why}. ${next}. Its log: ${this.#log.path}`);
    this.#retry = setTimeout(() => {
      this.#spawn();
      void this.#tellWhenBack();
    }, wait);
  }

  async #tellWhenBack(): Promise<void> {
    const child = this.#child;
    const began = Date.now();
    while (this.#child === child && this.#wanted) {
      if (await this.spec.probe()) {
        if (this.#child === child) this.#events.say(`${this.spec.name} is back after ${inSeconds(Date.now() - began)}.`);
        return;
      }
      await new Promise((done) => setTimeout(done, 100));
    }
  }

  /** Replaces the running process by one of the sources as they are now. */
  async restart(): Promise<void> {
    await this.stop();
    this.start();
  }

  /** SIGTERM, and SIGKILL when it has not ended within `grace` ms. Says whether it ended by itself. */
  async stop(grace = 8000): Promise<boolean> {
    this.#wanted = false;
    clearTimeout(this.#retry);
    const child = this.#child;
    if (!child) return true;
    child.kill('SIGTERM');
    let forced = false;
    const limit = setTimeout(() => {
      forced = true;
      child.kill('SIGKILL');
    }, grace);
    await this.#ended;
    clearTimeout(limit);
    return !forced;
  }

  /** At once, for a person who asks a second time. */
  kill(): void {
    this.#wanted = false;
    this.#child?.kill('SIGKILL');
  }

  close(): Promise<void> {
    return this.#log.close();
  }
}
