import { instant, MINUTE, type Recorded, type WebinarEvent, type WebinarPlan } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { reminderOf } from './reminder.ts';

const START = Date.parse('2027-03-01T16:00:00.000Z');
/** So many hours before the webinar begins. */
const before = (hours: number) => instant(START - hours * 60 * MINUTE);
const plan = { title: 'Sound', start: before(0), speakers: [{ personId: 'ada', name: 'Ada', about: '' }] } as unknown as WebinarPlan;
const fact = (hours: number, event: WebinarEvent) => ({ ...event, metadata: { at: before(hours) } }) as unknown as Recorded<WebinarEvent>;
const of = (personId: string) => ({ webinarId: 'w', personId });
const scheduled = fact(90, { type: 'webinars.WebinarScheduled.v1', data: { webinarId: 'w', hostId: 'host', plan } });
const confirmed = (hours: number, personId: string, from: 'waiting' | null = null) =>
  fact(hours, { type: 'webinars.RegistrationConfirmed.v1', data: { ...of(personId), ticketId: `ticket ${personId}`, from } });
const withdrawn = (hours: number, personId: string) =>
  fact(hours, { type: 'webinars.RegistrationWithdrawn.v1', data: { ...of(personId), from: 'confirmed', by: 'person' } });
const edited = (hours: number, more: Partial<WebinarPlan>) =>
  fact(hours, { type: 'webinars.WebinarEdited.v1', data: { webinarId: 'w', plan: { ...plan, ...more } } });

const people = (minutes: number, ...facts: Recorded<WebinarEvent>[]) =>
  reminderOf([scheduled, ...facts], { start: plan.start, minutes })?.people.map(({ personId, as }) => `${personId} ${as}`);
const [DAY, HOUR] = [24 * 60, 60];

test('the host, who speaks and who has a seat are reminded, each with their ticket', () => {
  const waits = fact(49, { type: 'webinars.WaitingListJoined.v1', data: { ...of('eve'), from: null } });
  const asks = fact(49, { type: 'webinars.RegistrationRequested.v1', data: of('dan') });
  expect(people(DAY, confirmed(50, 'ann'), waits, asks)).toEqual(['host host', 'ada speaker', 'ann attendee']);
  expect(reminderOf([scheduled, confirmed(50, 'ann')], { start: plan.start, minutes: DAY })?.people.at(-1)?.ticketId).toBe('ticket ann');
});

test('who came later than the reminder is only reminded by the next', () => {
  const late = [confirmed(50, 'ann'), confirmed(23, 'ben'), confirmed(0.5, 'eve')];
  expect(people(DAY, ...late)).toEqual(['host host', 'ada speaker', 'ann attendee']);
  expect(people(HOUR, ...late)).toEqual(['host host', 'ada speaker', 'ann attendee', 'ben attendee']);
});

test('who gave their place up is not, who came again then is', () => {
  expect(people(HOUR, confirmed(50, 'ann'), withdrawn(0.9, 'ann'))).toEqual(['host host', 'ada speaker']);
  expect(people(HOUR, confirmed(50, 'ann'), withdrawn(9, 'ann'), confirmed(8, 'ann'))).toContain('ann attendee');
});

test('who speaks and has a place is there once, and who was taken out of the speakers is not', () => {
  expect(people(DAY, confirmed(50, 'ada'))).toEqual(['host host', 'ada speaker']);
  expect(people(DAY, edited(30, { speakers: [] }))).toEqual(['host host']);
});

test('nobody is reminded of what was moved or does not take place', () => {
  expect(people(HOUR, confirmed(50, 'ann'), edited(2, { start: before(-5) }))).toBeUndefined();
  expect(people(HOUR, fact(2, { type: 'webinars.WebinarCancelled.v1', data: { webinarId: 'w', reason: '' } }))).toBeUndefined();
});
