import type { Participant, SentMedia } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { layerFor } from './layers.ts';
import { columnsFor, spotlightOf, tilesOf } from './tiles.ts';

const someone = (personId: string, role: Participant['role'] = 'attendee'): Participant => ({
  personId,
  name: personId,
  role,
  since: '2027-01-01T00:00:00.000Z',
  hand: null,
  connected: true,
});
const sends = (personId: string, source: SentMedia['source']): SentMedia => ({
  producerId: `${personId} ${source}`,
  personId,
  kind: source === 'microphone' ? 'audio' : 'video',
  source,
  paused: false,
});
const people = [someone('ann'), someone('ben'), someone('speaker', 'speaker'), someone('host', 'host')];

test('screens come first, then people by what they are; of the audience only who sends has a tile', () => {
  const tiles = tilesOf(people, [sends('host', 'screen'), sends('ben', 'microphone'), sends('speaker', 'camera')], 'eve');
  expect(tiles.map(({ key }) => key)).toEqual(['screen host', 'host', 'speaker', 'ben']);
  expect(tilesOf(people, [], 'ann').map(({ key }) => key)).toEqual(['host', 'speaker', 'ann']);
});

test('the spotlight is on a screen, else on who speaks, never on oneself while there is anybody else', () => {
  const tiles = tilesOf(people, [sends('ben', 'camera')], 'host');
  expect(spotlightOf(tiles, null, 'host')?.key).toBe('speaker');
  expect(spotlightOf(tiles, 'ben', 'host')?.key).toBe('ben');
  expect(spotlightOf(tiles, 'host', 'host')?.key).toBe('speaker');
  expect(spotlightOf(tilesOf(people, [sends('ben', 'screen')], 'host'), 'speaker', 'host')?.key).toBe('screen ben');
  expect(spotlightOf(tilesOf([someone('host', 'host')], [], 'host'), null, 'host')?.key).toBe('host');
});

test('tiles fill the space', () => {
  expect([1, 2, 4, 5, 9].map((count) => columnsFor(count, 16 / 9))).toEqual([1, 2, 2, 3, 3]);
  expect([2, 4].map((count) => columnsFor(count, 9 / 16))).toEqual([1, 1]);
});

test('no more is asked for than a tile shows', () => expect([100, 240, 400, 1200].map(layerFor)).toEqual([0, 0, 1, 2]));
