import type { MediaFigures, ProjectionStatus } from '@lyceum/contracts';
import type { Heartbeat } from '@lyceum/projections';
import { expect, test } from 'vitest';
import { ofAutomation, ofDisk, ofEventStore, ofMail, ofMedia, ofParked, ofProjections, ofReadStore, worstOf } from './judging.ts';

const NOW = Date.parse('2027-03-01T10:00:00Z');
const heartbeat = (more: Partial<Heartbeat> = {}) =>
  ({ at: '2027-03-01T09:59:58Z', lagEvents: 0, lagSeconds: 0, rate: 5, ...more }) as Heartbeat;
const model = (name: string, more: Partial<ProjectionStatus> = {}) => ({ name, state: 'running', parked: 0, ...more }) as ProjectionStatus;
const said = ({ state, advice, of }: ReturnType<typeof ofProjections>) => [state, advice, of];

test('a store that does not answer is to be acted on, one that is slow to be looked at', () => {
  expect(said(ofEventStore(null, null))).toEqual(['bad', 'event-store-away', []]);
  expect(said(ofEventStore({ version: '24' }, 400))).toEqual(['warn', 'appends-slow', []]);
  expect(ofEventStore({ version: '24' }, 4)).toMatchObject({ state: 'good', figures: { version: '24', appendMs: 4 } });
  expect(said(ofReadStore(null))).toEqual(['bad', 'read-store-away', []]);
});

test('read models are named that stand still; those that lag or were paused are told after them', () => {
  const models = [model('a'), model('b', { state: 'failed' }), model('c', { state: 'paused' })];
  expect(said(ofProjections(heartbeat(), models, NOW))).toEqual(['bad', 'projections-failed', ['b']]);
  expect(said(ofProjections(heartbeat(), [models[0]!, models[2]!], NOW))).toEqual(['warn', 'projections-paused', ['c']]);
  expect(said(ofProjections(heartbeat({ lagSeconds: 60 }), [models[0]!], NOW))).toEqual(['warn', 'projections-behind', []]);
  expect(said(ofProjections(heartbeat({ at: '2027-03-01T09:59:00Z' }), models, NOW))).toEqual(['bad', 'projections-silent', []]);
  expect(said(ofProjections(null, models, NOW))).toEqual(['bad', 'projections-silent', []]);
  expect(said(ofProjections(null, null, NOW))).toEqual(['unknown', null, []]);
});

test('what is parked, failed or given up is told with the names of what it is of', () => {
  expect(said(ofParked([model('a', { parked: 2 }), model('b')]))).toEqual(['warn', 'parked', ['a']]);
  const standing = (failed: number, givenUp: number) => ({ failed, givenUp, overdue: 0 });
  expect(said(ofMail(standing(1, 1)))).toEqual(['warn', 'mail-given-up', []]);
  expect(said(ofMail(standing(1, 0)))).toEqual(['warn', 'mail-failing', []]);
  expect(said(ofAutomation(new Map([['remind', standing(0, 2)]]), 0))).toEqual(['warn', 'automation-given-up', ['remind']]);
  expect(said(ofAutomation(new Map([['remind', standing(3, 0)]]), 0))).toEqual(['warn', 'automation-failing', ['remind']]);
  expect(said(ofAutomation(new Map([['remind', standing(0, 0)]]), 500))).toEqual(['warn', 'automation-behind', []]);
});

test('a disk is told of before it is full, and media that nobody set up are nobody’s trouble', () => {
  const sizes = { events: 1, documents: 1, recordings: 0 };
  expect(said(ofDisk({ free: 2, total: 100, sizes }))).toEqual(['bad', 'disk-full', []]);
  expect(said(ofDisk({ free: 8, total: 100, sizes }))).toEqual(['warn', 'disk-filling', []]);
  expect(said(ofDisk({ free: 50, total: 100, sizes }))).toEqual(['good', null, []]);
  expect(said(ofDisk(null))).toEqual(['unknown', null, []]);
  expect(said(ofMedia(false, null))).toEqual(['unknown', null, []]);
  expect(said(ofMedia(true, null))).toEqual(['bad', 'media-away', []]);
  const failed = { status: { state: 'failed' }, workers: [], rooms: [] } as unknown as MediaFigures;
  expect(said(ofMedia(true, failed))).toEqual(['bad', 'media-failed', []]);
});

test('everything is as bad as the worst of it; what is not known is not bad', () => {
  expect(worstOf([ofDisk(null)])).toBe('good');
  expect(worstOf([ofDisk(null), ofMail({ failed: 1, givenUp: 0, overdue: 0 }), ofReadStore({})])).toBe('warn');
  expect(worstOf([ofMail({ failed: 1, givenUp: 0, overdue: 0 }), ofReadStore(null)])).toBe('bad');
});
