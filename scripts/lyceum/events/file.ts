import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { CarriedEvent } from '@lyceum/contracts';
import { Failure } from '../../bootstrap/failure.mjs';

/** What was asked for: the names of streams begin with `prefix`, or there is one of them. */
export interface Selection {
  readonly stream: string | null;
  readonly prefix: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** The first line. `secret` is the mark of the root secret that opens what is sealed. */
export interface Head extends Selection {
  readonly lyceum: 'events';
  readonly version: 1;
  readonly secret: string | null;
  readonly began: string;
}

/** Streams that were deleted for ever. */
export interface Deleted {
  readonly deleted: readonly string[];
}

/** The last line: without it a file is not whole. */
export interface Closing {
  readonly events: number;
  readonly ended: string;
}

export type Line = Head | CarriedEvent | Deleted | Closing;

export const isHead = (line: Line): line is Head => 'lyceum' in line;
export const isEvent = (line: Line): line is CarriedEvent => 'revision' in line;
export const isDeleted = (line: Line): line is Deleted => 'deleted' in line;
export const isClosing = (line: Line): line is Closing => 'events' in line;

/** The hash before the first line. */
export const NO_HASH = '0'.repeat(32);
const TAIL = /^(.*),"hash":"([0-9a-f]{32})"\}$/s;

const hashAfter = (before: string, body: string): string => createHash('sha256').update(`${before}\n${body}`).digest('hex').slice(0, 32);

/** A line as it stands in the file: with the hash of itself and all before it. */
export function written(line: Line, before: string): { readonly text: string; readonly hash: string } {
  const body = JSON.stringify(line);
  const hash = hashAfter(before, body);
  return { text: `${body.slice(0, -1)},"hash":"${hash}"}\n`, hash };
}

export interface Read {
  readonly line: Line;
  readonly hash: string;
  /** Where the file goes on behind it, in bytes. */
  readonly end: number;
}

/**
 * The lines of a file, each held to its hash, one after the other. A last line that was not written to its end is left out.
 * @throws Failure where a line is not as it was written
 */
export async function* linesOf(path: string): AsyncGenerator<Read, void, undefined> {
  let [hash, end, number] = [NO_HASH, 0, 0];
  for await (const text of texts(path)) {
    number += 1;
    end += Buffer.byteLength(text) + 1;
    const [, open = '', said] = TAIL.exec(text) ?? [];
    const body = `${open}}`;
    hash = hashAfter(hash, body);
    const line = said === hash ? parsed(body) : null;
    if (!line || (number === 1) !== isHead(line))
      throw new Failure(
        `Line ${number} of ${path} is not as it was written`,
        'The file is damaged, or none of events export: export again',
      );
    yield { line, hash, end };
  }
}

const parsed = (body: string): Line | null => {
  try {
    return JSON.parse(body) as Line;
  } catch {
    return null;
  }
};

async function* texts(path: string): AsyncGenerator<string, void, undefined> {
  let rest: Buffer[] = [];
  for await (const part of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = part.indexOf(10); at >= 0; at = part.indexOf(10, from)) {
      yield Buffer.concat([...rest, part.subarray(from, at)]).toString();
      [rest, from] = [[], at + 1];
    }
    if (from < part.length) rest.push(part.subarray(from));
  }
}

/** What a file holds. */
export interface Contents {
  readonly head: Head;
  readonly events: number;
  readonly deleted: number;
  /** The position of the last event; null where there is none. */
  readonly position: string | null;
  readonly hash: string;
  readonly end: number;
  readonly whole: boolean;
}

/** Reads a file through; null where it has no line yet. @throws Failure where it is damaged */
export async function contentsOf(path: string, heard: (events: number) => void = () => {}): Promise<Contents | null> {
  let head: Head | null = null;
  let [events, deleted, position, hash, end, whole] = [0, 0, null as string | null, NO_HASH, 0, false];
  for await (const read of linesOf(path)) {
    const { line } = read;
    if (whole) throw new Failure(`${path} goes on behind its end`, 'The file is damaged: export again');
    [hash, end] = [read.hash, read.end];
    if (isHead(line)) head = line;
    else if (isEvent(line)) {
      events += 1;
      position = line.position;
      if (events % 1000 === 0) heard(events);
    } else if (isDeleted(line)) deleted += line.deleted.length;
    else {
      if (line.events !== events)
        throw new Failure(`${path} has ${events} events and says ${line.events}`, 'The file is damaged: export again');
      whole = true;
    }
  }
  return head && { head, events, deleted, position, hash, end, whole };
}
