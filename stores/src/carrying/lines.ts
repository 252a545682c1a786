import { createHash } from 'node:crypto';
import type { CarriedEvent } from '@lyceum/contracts';

/** What was asked for: the names of streams begin with `prefix`, or there is one of them; `from` and `to` are positions or instants. */
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

/** A line as it stands in a file, line break and all: with the hash of itself and all before it. */
export function written(line: Line, before: string): { readonly text: string; readonly hash: string } {
  const body = JSON.stringify(line);
  const hash = hashAfter(before, body);
  return { text: `${body.slice(0, -1)},"hash":"${hash}"}\n`, hash };
}

/** What a line of a file says; null where it is not as it was written behind the line with the hash `before`. */
export function lineOf(text: string, before: string): { readonly line: Line; readonly hash: string } | null {
  const [, open = '', said] = TAIL.exec(text) ?? [];
  const body = `${open}}`;
  const hash = hashAfter(before, body);
  if (said !== hash) return null;
  try {
    const line = JSON.parse(body) as Line;
    // Only the first line is a head.
    return isHead(line) === (before === NO_HASH) ? { line, hash } : null;
  } catch {
    return null;
  }
}
