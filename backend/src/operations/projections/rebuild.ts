import type { Id, Rebuild } from '@lyceum/contracts';
import type { ReadModels, StoredRebuild } from '@lyceum/projections';
import { Refused } from '../../deciding/refused.ts';
import type { Streams } from '../../deciding/streams.ts';
import { projections, type Ordered } from './projection.ts';

/** What is known of a rebuild: as it was ordered, and, once it was begun, how it does. */
export interface KnownRebuild {
  readonly rebuildId: Id;
  readonly ordered: Ordered;
  readonly stored: StoredRebuild | null;
  /** Whether the read store was made anew since, and knows nothing of it. */
  readonly lost: boolean;
}

/** @throws Refused where none of this id was ordered of the read model */
export async function findRebuild(streams: Streams, models: ReadModels, name: string, rebuildId: Id): Promise<KnownRebuild> {
  const stored = await models.operations.rebuild(name, rebuildId);
  if (stored) return { rebuildId, ordered: stored.record, stored, lost: false };
  const { state } = await streams.look(projections, name);
  const ordered = state.rebuilds.get(rebuildId);
  if (!ordered) throw new Refused({ code: 'rebuild-not-found' });
  if ((await models.operations.followed(name)) < ordered.revision) return { rebuildId, ordered, stored, lost: false };
  const begun = await models.operations.rebuild(name, rebuildId);
  return { rebuildId, ordered, stored: begun, lost: begun === null };
}

const NOT_BEGUN = { version: 0, step: null, done: 0, total: 0, rate: 0, secondsLeft: null, startedAt: null, endedAt: null, error: null };

/** The rebuild as it is shown. One that was ordered and not begun is about to be filled. */
export function shown(name: string, { rebuildId, ordered: { from, key, swap }, stored, lost }: KnownRebuild): Rebuild {
  const order = { rebuildId, name, from, key, swap };
  const none = { ...order, ...NOT_BEGUN, difference: null, former: false };
  if (lost) return { ...none, phase: 'failed', error: 'The read store was made anew since' };
  if (!stored) return { ...none, phase: 'filling' };
  const { version, phase, step, done, total, rate, secondsLeft, startedAt, endedAt, error, difference } = stored.record;
  const progress = { version, phase, step, done, total, rate, secondsLeft, startedAt, endedAt, error };
  return { ...order, ...progress, former: stored.former, difference: difference && { ...difference, samples: [...stored.samples] } };
}
