import type { HealthAdvice, HealthFigures, HealthItem, HealthName, HealthState, MediaFigures, ProjectionStatus } from '@lyceum/contracts';
import type { Heartbeat } from '@lyceum/projections';
import type { BackupStanding } from '../backups/backups.ts';
import type { Disk } from './disk.ts';

const item = (
  name: HealthName,
  figures: HealthFigures,
  [state, advice, of = []]: readonly [state: HealthState, advice: HealthAdvice | null, of?: readonly string[]] = ['good', null],
): HealthItem => ({ name, state, advice, of: [...of], figures });

/** Milliseconds of most appends, beyond which people notice. */
const SLOW = 250;
/** Share of a core by which one backend is as busy as it can be. */
const BUSY = 0.95;
/** Seconds without a word, and behind the log. */
const SILENT = 15;
const BEHIND = 10;

/** What is known of a store: null where it does not answer. */
export type Store = HealthFigures | null;

export const ofBackend = (figures: HealthFigures, cpu: number): HealthItem =>
  item('backend', { ...figures, cpu }, cpu > BUSY ? ['warn', 'backend-busy'] : ['good', null]);

export function ofEventStore(figures: Store, appendMs: number | null): HealthItem {
  if (!figures) return item('event-store', {}, ['bad', 'event-store-away']);
  const more = { ...figures, ...(appendMs !== null && { appendMs }) };
  return item('event-store', more, appendMs !== null && appendMs > SLOW ? ['warn', 'appends-slow'] : ['good', null]);
}

export const ofReadStore = (figures: Store): HealthItem =>
  figures ? item('read-store', figures) : item('read-store', {}, ['bad', 'read-store-away']);

/** `models` is null where the read store does not say. */
export function ofProjections(heartbeat: Heartbeat | null, models: readonly ProjectionStatus[] | null, now: number): HealthItem {
  if (!models) return item('projections', {}, ['unknown', null]);
  const silence = heartbeat ? (now - Date.parse(heartbeat.at)) / 1000 : Infinity;
  if (!heartbeat || silence > SILENT) return item('projections', {}, ['bad', 'projections-silent']);
  const { lagEvents, lagSeconds, rate, process } = heartbeat;
  const figures = { lagEvents, lagSeconds, rate, models: models.length, ...process };
  const inState = (state: ProjectionStatus['state']) => models.filter((model) => model.state === state).map(({ name }) => name);
  if (inState('failed').length > 0) return item('projections', figures, ['bad', 'projections-failed', inState('failed')]);
  if (lagSeconds > BEHIND) return item('projections', figures, ['warn', 'projections-behind']);
  if (inState('paused').length > 0) return item('projections', figures, ['warn', 'projections-paused', inState('paused')]);
  return item('projections', figures);
}

export const ofParked = (models: readonly ProjectionStatus[] | null): HealthItem => {
  if (!models) return item('parked', {}, ['unknown', null]);
  const of = models.filter(({ parked }) => parked > 0);
  const parked = of.reduce((sum, model) => sum + model.parked, 0);
  return item('parked', { parked }, parked > 0 ? ['warn', 'parked', of.map(({ name }) => name)] : ['good', null]);
};

export function ofMedia(configured: boolean, figures: MediaFigures | null): HealthItem {
  if (!configured) return item('media', {}, ['unknown', null]);
  if (!figures) return item('media', {}, ['bad', 'media-away']);
  const { status, workers, rooms } = figures;
  const sum = (of: 'consumers' | 'memory' | 'cpu') => workers.reduce((all, worker) => all + worker[of], 0);
  const known = { workers: workers.length, rooms: rooms.length, consumers: sum('consumers'), memory: sum('memory'), cpu: sum('cpu') };
  if (status.state === 'failed') return item('media', known, ['bad', 'media-failed']);
  return item('media', known, status.state === 'ready' ? ['good', null] : ['warn', 'media-preparing']);
}

/** How many of a kind of run have failed, are given up, and are due though their time has come. */
export interface Standing {
  readonly failed: number;
  readonly givenUp: number;
  readonly overdue: number;
}

export function ofMail(standing: Standing | null): HealthItem {
  if (!standing) return item('mail', {}, ['unknown', null]);
  const figures = { waiting: standing.overdue, failed: standing.failed, givenUp: standing.givenUp };
  if (standing.givenUp > 0) return item('mail', figures, ['warn', 'mail-given-up']);
  return item('mail', figures, standing.failed > 0 ? ['warn', 'mail-failing'] : ['good', null]);
}

/** Reactions that wait for so many events are behind. */
const MANY = 100;

/** `waiting`: events that reactions are still to be to. Mail is told apart. */
export function ofAutomation(standings: ReadonlyMap<string, Standing> | null, waiting: number): HealthItem {
  if (!standings) return item('automation', {}, ['unknown', null]);
  const sum = (of: keyof Standing) => [...standings.values()].reduce((all, each) => all + each[of], 0);
  const names = (of: keyof Standing) => [...standings].filter(([, each]) => each[of] > 0).map(([name]) => name);
  const figures = { failed: sum('failed'), givenUp: sum('givenUp'), overdue: sum('overdue'), waiting };
  if (figures.givenUp > 0) return item('automation', figures, ['warn', 'automation-given-up', names('givenUp')]);
  if (figures.failed > 0) return item('automation', figures, ['warn', 'automation-failing', names('failed')]);
  return item('automation', figures, waiting > MANY ? ['warn', 'automation-behind'] : ['good', null]);
}

/** Shares of the disk that are free, below which it is told. */
const FULL = 0.03;
const FILLING = 0.1;

export function ofDisk(disk: Disk | null): HealthItem {
  if (!disk) return item('disk', {}, ['unknown', null]);
  const { free, total, sizes } = disk;
  const share = total > 0 ? free / total : 1;
  const figures = { free, total, ...sizes };
  if (share < FULL) return item('disk', figures, ['bad', 'disk-full']);
  return item('disk', figures, share < FILLING ? ['warn', 'disk-filling'] : ['good', null]);
}

/** Days without a backup, after which it is told. */
const OLD = 7;
const DAY = 86_400_000;

/** `since` is when the last backup was made, or the academy where there is none. */
export function ofBackup(standing: BackupStanding | null, now: number): HealthItem {
  if (!standing) return item('backup', {}, ['unknown', null]);
  const { last, since } = standing;
  const figures: HealthFigures = last ? { made: last.made, size: last.bytes } : {};
  const old = now - Date.parse(since) > OLD * DAY;
  return item('backup', figures, old ? ['warn', last ? 'backup-old' : 'backup-none'] : ['good', null]);
}

export const ofDashboard = (answers: boolean | null): HealthItem =>
  item('dashboard', {}, answers === null ? ['unknown', null] : answers ? ['good', null] : ['bad', 'dashboard-away']);

export const ofLive = (counts: readonly (readonly [namespace: string, count: number])[]): HealthItem =>
  item('live', Object.fromEntries(counts.map(([namespace, count]) => [namespace === '/' ? 'pages' : 'inRooms', count])));

const WORST: readonly HealthState[] = ['bad', 'warn'];

/** How everything is together: as bad as the worst of it. */
export const worstOf = (items: readonly HealthItem[]): HealthState =>
  WORST.find((state) => items.some((one) => one.state === state)) ?? 'good';
