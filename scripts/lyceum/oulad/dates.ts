import { createHash } from 'node:crypto';
import type { Id, Instant } from '@lyceum/contracts';
import { Failure } from '../../bootstrap/failure.mjs';

const DAY = 86_400_000;
/** The files know days only. Noon in UTC is the same day nearly everywhere. */
const NOON = DAY / 2;

/** A module as it was given once. */
export interface Presentation {
  readonly name: string;
  readonly module: string;
  readonly term: string;
  readonly days: number;
  /** Midnight of its first day, in milliseconds. */
  readonly start: number;
}

/** A day that is counted from the presentation's start, in milliseconds. @throws Failure where it is no number */
export function dayOf(start: number, days: string | number): number {
  const count = Number(days);
  if (days === '' || !Number.isInteger(count))
    throw new Failure(`“${days}” is no number of days`, 'Days are counted from the presentation’s start');
  return start + count * DAY + NOON;
}

export const instantOf = (milliseconds: number): Instant => new Date(milliseconds).toISOString();

/** People are one in all presentations: their ids say nothing of when they came. */
export const EPOCH = Date.UTC(2013, 0, 1);

/** The id (a UUIDv7) of what the files call by this name: the same in every import. */
export function idOf(name: string, at: number): Id {
  const digest = createHash('sha256').update(`oulad ${name}`).digest('hex');
  const time = at.toString(16).padStart(12, '0');
  const variant = '89ab'[Number.parseInt(digest.charAt(3), 16) & 3];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`;
}
