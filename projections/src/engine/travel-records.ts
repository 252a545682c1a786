import type { Instant, Position, TravelPhase } from '@lyceum/contracts';
import type { Collection, Db } from '@lyceum/stores';

/** A read model as it stood, folded aside for a while. What is asked for by whom is no fact: it changes nothing that counts. */
export interface TravelRecord {
  /** Also the name under which its rows lie, with the generation 1. */
  readonly _id: string;
  readonly model: string;
  readonly version: number;
  /** Up to which fact, or by when it happened; the other is null. */
  readonly position: Position | null;
  readonly at: Instant | null;
  readonly phase: TravelPhase;
  /** Events read, and how many there are in all, as far as that can be told. */
  readonly done: number;
  readonly total: number;
  readonly rate: number;
  readonly secondsLeft: number | null;
  readonly rows: number;
  /** How far the log was read for it. */
  readonly reached: Position;
  readonly askedAt: Instant;
  readonly usedAt: Instant;
}

/** How long it is kept after somebody looked at it last, in milliseconds. */
export const KEPT = 60 * 60_000;

export const travels = (db: Db): Collection<TravelRecord> => db.collection<TravelRecord>('travels');

/** The same question has the same name, as long as the fold is the same. */
export const travelId = (model: string, version: number, { position, at }: Pick<TravelRecord, 'position' | 'at'>): string =>
  `${model}~${version}~${position === null ? `t${(at ?? '').replaceAll(/\D/g, '')}` : `p${position}`}`;
