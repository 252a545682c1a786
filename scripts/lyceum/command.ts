import { Failure } from '../bootstrap/failure.mjs';
import type { Academy } from './academy.ts';
import type { Flags } from './arguments.ts';

/** What a command is run with: the words after its name, and the flags. */
export interface Call {
  readonly academy: Academy;
  readonly words: readonly string[];
  readonly flags: Flags;
}

/** One command. */
export interface Command {
  readonly name: string;
  /** What it takes after its name. */
  readonly takes: string;
  readonly about: string;
  /** Gives the exit code. @throws Failure */
  run(call: Call): Promise<number>;
}

/** The word in this place. @throws Failure where there is none */
export function word({ words }: Call, place: number, what: string): string {
  const found = words[place];
  if (found === undefined) throw new Failure(`${what} is missing`, 'See: npm run lyceum -- --help', 2);
  return found;
}

/** Says a value: as JSON where that is wanted, else as `text` makes it. */
export function say<T>({ flags }: Call, value: T, text: (value: T) => string): void {
  process.stdout.write(`${flags.json ? JSON.stringify(value, null, 2) : text(value)}\n`);
}
