import { zoneOf } from './zone.ts';

/** All zones that this machine knows, by their names of today, in order. */
export const allZones = (): readonly string[] =>
  [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone').map((zone) => zoneOf(zone) ?? zone)])].toSorted();

/** Zones by what stands before the first stroke: Europe, Asia; those without one come last. */
export function byRegion(zones: readonly string[]): readonly (readonly [region: string, zones: readonly string[]])[] {
  const regions = Map.groupBy(zones, (zone) => (zone.includes('/') ? (zone.split('/')[0] ?? '') : ''));
  return [...regions].toSorted(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1));
}

/** A zone as it is read: its place, without the strokes. */
export const placeOf = (zone: string): string =>
  (zone.includes('/') ? zone.slice(zone.indexOf('/') + 1) : zone).replaceAll('_', ' ').replaceAll('/', ', ');
