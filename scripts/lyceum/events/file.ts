import { createReadStream } from 'node:fs';
import { isDeleted, isEvent, isHead, lineOf, NO_HASH, type Head, type Line } from '../../../stores/src/carrying/lines.ts';
import { Failure } from '../../bootstrap/failure.mjs';

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
  let [before, end, number] = [NO_HASH, 0, 0];
  for await (const text of texts(path)) {
    number += 1;
    end += Buffer.byteLength(text) + 1;
    const read = lineOf(text, before);
    if (!read)
      throw new Failure(
        `Line ${number} of ${path} is not as it was written`,
        'The file is damaged, or none of events export: export again',
      );
    before = read.hash;
    yield { ...read, end };
  }
}

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
