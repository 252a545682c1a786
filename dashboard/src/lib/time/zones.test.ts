import { expect, test } from 'vitest';
import { allZones, byRegion, placeOf } from './zones.ts';

test('zones are called by their names of today, once each', () => {
  const zones = allZones();
  expect(zones).toEqual(expect.arrayContaining(['Europe/Kyiv', 'America/New_York', 'UTC']));
  expect(zones).not.toContain('Europe/Kiev');
  expect(new Set(zones).size).toBe(zones.length);
});

test('they lie in their regions, and read as places', () => {
  expect(byRegion(['UTC', 'Europe/Kyiv', 'Asia/Tokyo', 'Europe/Rome']).map(([region, zones]) => [region, zones.length])).toEqual([
    ['Asia', 1],
    ['Europe', 2],
    ['', 1],
  ]);
  expect([placeOf('America/New_York'), placeOf('America/Indiana/Knox'), placeOf('UTC')]).toEqual(['New York', 'Indiana, Knox', 'UTC']);
});
