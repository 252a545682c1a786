import type { WebinarEvent, WebinarPlan } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { webinars, type Scheduled } from '../planning/webinar.ts';
import { tellingOf, type ToldFact } from './tell-of-webinar.ts';

const plan = { title: 'Sound', start: '2027-03-01T16:00:00.000Z', end: '2027-03-01T17:00:00.000Z', seats: 1 } as WebinarPlan;
const of = (personId: string) => ({ webinarId: 'w', personId });
const facts: WebinarEvent[] = [
  { type: 'webinars.WebinarScheduled.v1', data: { webinarId: 'w', hostId: 'host', plan } },
  { type: 'webinars.RegistrationConfirmed.v1', data: { ...of('ann'), ticketId: 't', from: null } },
  { type: 'webinars.WaitingListJoined.v1', data: { ...of('ben'), from: null } },
];
const webinar = facts.reduce(webinars.evolve, webinars.initial) as Scheduled;
const telling = (fact: WebinarEvent) => tellingOf(fact as unknown as ToldFact, webinar);
const edited = (more: Partial<WebinarPlan>): WebinarEvent => ({
  type: 'webinars.WebinarEdited.v1',
  data: { webinarId: 'w', plan: { ...plan, ...more } },
});

test('another time is told to those with a place, another title to nobody', () => {
  expect(telling(edited({ start: '2027-03-01T15:00:00.000Z' }))).toEqual({ kind: 'webinar-moved', to: ['ann'] });
  expect(telling(edited({ title: 'Silence' }))).toBeNull();
});

test('that it does not take place is told to those who wait too', () => {
  expect(telling({ type: 'webinars.WebinarCancelled.v1', data: { webinarId: 'w', reason: 'Ill' } })).toEqual({
    kind: 'webinar-cancelled',
    to: ['ann', 'ben'],
    reason: 'Ill',
  });
});

test('a request goes to the host, the answer to who asked', () => {
  expect(telling({ type: 'webinars.RegistrationRequested.v1', data: of('eve') })).toMatchObject({ kind: 'webinar-asked', to: ['host'] });
  expect(telling({ type: 'webinars.RegistrationConfirmed.v1', data: { ...of('ben'), ticketId: 'u', from: 'waiting' } })).toMatchObject({
    kind: 'webinar-registered',
    to: ['ben'],
    ticketId: 'u',
    waited: true,
  });
});

test('what somebody gave up themselves they know', () => {
  expect(telling({ type: 'webinars.RegistrationWithdrawn.v1', data: { ...of('ann'), from: 'confirmed', by: 'person' } })).toBeNull();
  expect(telling({ type: 'webinars.RegistrationWithdrawn.v1', data: { ...of('ann'), from: 'confirmed', by: 'host' } })).toMatchObject({
    to: ['ann'],
  });
});
