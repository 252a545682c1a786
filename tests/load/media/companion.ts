/** A program beside the benchmark, in a process of its own: what it costs is not counted to what is measured. */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

type Acts = Readonly<Record<string, (body: never) => unknown>>;
type Waiting = { readonly done: (answer: never) => void; readonly fail: (error: Error) => void };
interface Asked {
  readonly id: number;
  readonly name: string;
  readonly body: never;
}
interface Answered {
  readonly id: number;
  readonly answer?: never;
  readonly error?: string;
}

/** The side of the benchmark: `Companion.start<typeof acts>('listeners.ts')`. */
export class Companion<All extends Acts> {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;

  private constructor(child: ChildProcess, file: string) {
    this.child = child;
    child.on('message', ({ id, answer, error }: Answered) => {
      const { done, fail } = this.waiting.get(id)!;
      this.waiting.delete(id);
      if (error === undefined) done(answer!);
      else fail(new Error(`${file}: ${error}`));
    });
    child.once('exit', (code, signal) => {
      for (const { fail } of this.waiting.values()) fail(new Error(`${file} has ended (${code ?? signal})`));
    });
  }

  static start<All extends Acts>(file: string, ...args: readonly string[]): Companion<All> {
    return new Companion<All>(fork(join(import.meta.dirname, file), args), file);
  }

  ask<Name extends keyof All & string>(name: Name, ...[body]: Parameters<All[Name]>): Promise<Awaited<ReturnType<All[Name]>>> {
    const id = ++this.last;
    return new Promise((done, fail) => {
      this.waiting.set(id, { done, fail });
      this.child.send({ id, name, body });
    });
  }

  async end(): Promise<void> {
    const ended = new Promise((done) => this.child.once('exit', done));
    this.child.disconnect();
    await ended;
  }
}

/** The side of the program: does what it is asked for until the benchmark lets go of it. */
export function serve(acts: Acts): void {
  process.on('message', ({ id, name, body }: Asked) => {
    const reply = (answered: Omit<Answered, 'id'>) => process.send!({ id, ...answered });
    new Promise((done) => done(acts[name]!(body))).then(
      (answer) => reply({ answer: answer as never }),
      (error: Error) => reply({ error: error.stack ?? error.message }),
    );
  });
  process.once('disconnect', () => process.exit(0));
}
