import type { AttendanceGrading, RefusalCode, ScheduleWebinarRequest, WebinarEvent } from '@lyceum/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommandContext } from '../../deciding/context.ts';
import { given } from '../../deciding/given.ts';
import { decide as answer } from './answer-registration.ts';
import { decide as cancel } from './cancel-webinar.ts';
import { decide as check } from './check-ticket.ts';
import type { Deciding } from './decided.ts';
import { decide as edit } from './edit-webinar.ts';
import { decide as register } from './register.ts';
import { decide as schedule } from './schedule-webinar.ts';
import { decide as setGrading } from './set-grading.ts';
import { placeIn, relationOf, type CourseOf, type Relation } from './standing.ts';
import { standingOf, webinars, type Webinar } from './webinar.ts';
import { decide as withdraw } from './withdraw-registration.ts';

const webinarId = 'webinar';
const plan = (more: Partial<ScheduleWebinarRequest> = {}): ScheduleWebinarRequest => ({
  title: 'Sound',
  summary: '',
  courseId: null,
  kind: 'lecture',
  start: '2027-03-01T10:00:00.000Z',
  end: '2027-03-01T11:00:00.000Z',
  timeZone: 'UTC',
  seats: 2,
  registration: 'ticket',
  speakers: [],
  programme: [],
  lobby: false,
  ...more,
});
const scheduled = (more: Partial<ScheduleWebinarRequest> = {}): WebinarEvent => ({
  type: 'webinars.WebinarScheduled.v1',
  data: { webinarId, hostId: 'host', plan: plan(more) },
});
const of = (personId: string) => ({ webinarId, personId });
const confirmed = (personId: string, from: 'requested' | 'waiting' | null = null): WebinarEvent => ({
  type: 'webinars.RegistrationConfirmed.v1',
  data: { ...of(personId), ticketId: `ticket ${personId}`, from },
});
const requested = (personId: string): WebinarEvent => ({ type: 'webinars.RegistrationRequested.v1', data: of(personId) });
const waits = (personId: string, from: 'requested' | null = null): WebinarEvent => ({
  type: 'webinars.WaitingListJoined.v1',
  data: { ...of(personId), from },
});
const refused = (personId: string): WebinarEvent => ({ type: 'webinars.RegistrationRefused.v1', data: { ...of(personId), reason: '' } });
const withdrawn = (personId: string, from: 'requested' | 'confirmed' | 'waiting', by: 'person' | 'host' = 'person'): WebinarEvent => ({
  type: 'webinars.RegistrationWithdrawn.v1',
  data: { ...of(personId), from, by },
});
const cancelled: WebinarEvent = { type: 'webinars.WebinarCancelled.v1', data: { webinarId, reason: 'Ill' } };

const guest: Relation = { runs: false, hosts: false, speaks: false, sees: true };
const host: Relation = { runs: true, hosts: true, speaks: false, sees: true };
const by = (personId: string, relation = guest, now = '2027-02-01T00:00:00.000Z'): Deciding => ({
  who: { personId, roles: ['student'] },
  relation,
  now,
  ticketFor: (id) => `ticket ${id}`,
});
const after = '2027-03-02T00:00:00.000Z';

const counts = (grading: AttendanceGrading | null): WebinarEvent => ({
  type: 'webinars.AttendanceGradingSet.v1',
  data: { webinarId, grading },
});

describe('counting attendance', () => {
  const rule = { maxScore: 10, fullFrom: 80 };
  const ofCourse = plan({ courseId: 'course' });
  const inCourse = scheduled({ courseId: 'course' });
  const set =
    (grading: AttendanceGrading | null, deciding = by('host', host), bar: RefusalCode | null = null) =>
    (webinar: Webinar) =>
      setGrading(webinar, grading, deciding, bar);

  test('can be planned with the webinar, and changed with its plan; what is not said stays', () => {
    const context = { at: '2027-02-01T00:00:00.000Z' } as CommandContext;
    const planned = schedule(null, { who: { personId: 'host', roles: [] }, context, plan: { ...ofCourse, grading: rule } }, webinarId);
    expect(planned).toEqual({ outcome: 'accept', facts: [inCourse, counts(rule)] });
    given(webinars, inCourse, counts(rule))
      .when((webinar) => edit(webinar, ofCourse, by('host', host)))
      .nothing();
    given(webinars, inCourse, counts(rule))
      .when((webinar) => edit(webinar, { ...ofCourse, grading: null }, by('host', host)))
      .then(counts(null));
    given(webinars, inCourse, counts(rule))
      .when((webinar) => edit(webinar, plan(), by('host', host)))
      .then({ type: 'webinars.WebinarEdited.v1', data: { webinarId, plan: plan() } }, counts(null));
  });
  test('can be changed when the webinar is over, by the staff of its course', () => {
    given(webinars, inCourse)
      .when(set(rule, by('host', host, after)))
      .then(counts(rule));
    given(webinars, inCourse, counts(rule)).when(set(null)).then(counts(null));
    given(webinars, inCourse, counts(rule)).when(set(rule)).nothing();
    given(webinars, inCourse)
      .when(set(rule, by('ann')))
      .refused('not-allowed');
    given(webinars, inCourse)
      .when(set(rule, by('host', host), 'not-allowed'))
      .refused('not-allowed');
    given(webinars, inCourse, cancelled).when(set(rule)).refused('webinar-cancelled');
    given(webinars, scheduled()).when(set(rule)).refused('invalid-input');
  });
});

describe('registering', () => {
  test('takes a seat, with a ticket', () =>
    given(webinars, scheduled())
      .when((webinar) => register(webinar, by('ann')))
      .then(confirmed('ann')));
  test('waits where all seats are taken', () =>
    given(webinars, scheduled(), confirmed('ann'), confirmed('ben'))
      .when((webinar) => register(webinar, by('eve')))
      .then(waits('eve')));
  test('asks the host where it is by approval', () =>
    given(webinars, scheduled({ registration: 'approval' }))
      .when((webinar) => register(webinar, by('ann')))
      .then(requested('ann')));
  test('is refused a second time, after a no, of one’s own, and of what is over, cancelled or not to be seen', () => {
    const when = (facts: readonly WebinarEvent[], deciding: Deciding) =>
      given(webinars, ...facts).when((webinar) => register(webinar, deciding));
    when([scheduled(), confirmed('ann')], by('ann')).refused('already-registered');
    when([scheduled(), waits('ann')], by('ann')).refused('already-registered');
    when([scheduled(), requested('ann'), refused('ann')], by('ann')).refused('registration-refused');
    when([scheduled()], by('host', host)).refused('own-webinar');
    when([scheduled()], by('ann', { ...guest, speaks: true })).refused('own-webinar');
    when([scheduled()], by('ann', guest, after)).refused('webinar-over');
    when([scheduled(), cancelled], by('ann')).refused('webinar-cancelled');
    when([scheduled()], by('ann', { ...guest, sees: false })).refused('webinar-not-found');
    when([], by('ann')).refused('webinar-not-found');
  });
});

describe('a seat that becomes free', () => {
  const full = [scheduled(), confirmed('ann'), confirmed('ben'), waits('eve'), waits('dan')];
  test('goes to whoever waits next, in the same append', () =>
    given(webinars, ...full)
      .when((webinar) => withdraw(webinar, 'ann', by('ann')))
      .then(withdrawn('ann', 'confirmed'), confirmed('eve', 'waiting')));
  test('goes to nobody where one who waits gives up', () =>
    given(webinars, ...full)
      .when((webinar) => withdraw(webinar, 'eve', by('eve')))
      .then(withdrawn('eve', 'waiting')));
  test('is given by the host who takes a registration away, and by seats that are added', () => {
    given(webinars, ...full)
      .when((webinar) => withdraw(webinar, 'ben', by('host', host)))
      .then(withdrawn('ben', 'confirmed', 'host'), confirmed('eve', 'waiting'));
    const more = plan({ seats: 4 });
    given(webinars, ...full)
      .when((webinar) => edit(webinar, more, by('host', host)))
      .then(
        { type: 'webinars.WebinarEdited.v1', data: { webinarId, plan: more } },
        confirmed('eve', 'waiting'),
        confirmed('dan', 'waiting'),
      );
  });
  test('nobody else takes it away', () => {
    given(webinars, ...full)
      .when((webinar) => withdraw(webinar, 'ann', by('ben')))
      .refused('not-allowed');
    given(webinars, ...full)
      .when((webinar) => withdraw(webinar, 'fay', by('fay')))
      .refused('not-registered');
  });
});

describe('the host', () => {
  const asked = [scheduled({ registration: 'approval', seats: 1 }), requested('ann')];
  const yes = { personId: 'ann', answer: { accepted: true } } as const;
  const no = { personId: 'ann', answer: { accepted: false, reason: '' } } as const;
  test('says yes or no to those who ask', () => {
    given(webinars, ...asked)
      .when((webinar) => answer(webinar, yes, by('host', host)))
      .then(confirmed('ann', 'requested'));
    given(webinars, ...asked)
      .when((webinar) => answer(webinar, no, by('host', host)))
      .then(refused('ann'));
    given(webinars, ...asked, confirmed('ben'))
      .when((webinar) => answer(webinar, yes, by('host', host)))
      .then(waits('ann', 'requested'));
  });
  test('may take a no back, and is the only one to answer', () => {
    given(webinars, ...asked, refused('ann'))
      .when((webinar) => answer(webinar, yes, by('host', host)))
      .then(confirmed('ann'));
    given(webinars, ...asked, confirmed('ann', 'requested'))
      .when((webinar) => answer(webinar, yes, by('host', host)))
      .nothing();
    given(webinars, ...asked)
      .when((webinar) => answer(webinar, yes, by('ann')))
      .refused('not-allowed');
  });
  test('looks at tickets, of which one that was given up is none', () => {
    given(webinars, scheduled(), confirmed('ann'))
      .when((webinar) => check(webinar, 'ticket ann', by('host', host)))
      .then({ type: 'webinars.TicketChecked.v1', data: { ...of('ann'), ticketId: 'ticket ann' } });
    given(webinars, scheduled(), confirmed('ann'), withdrawn('ann', 'confirmed'))
      .when((webinar) => check(webinar, 'ticket ann', by('host', host)))
      .refused('ticket-not-found');
  });
  test('cancels what is still to come, once', () => {
    given(webinars, scheduled())
      .when((webinar) => cancel(webinar, 'Ill', by('host', host)))
      .then(cancelled);
    given(webinars, scheduled(), cancelled)
      .when((webinar) => cancel(webinar, 'Ill', by('host', host)))
      .nothing();
    given(webinars, scheduled())
      .when((webinar) => cancel(webinar, 'Ill', by('host', host, after)))
      .refused('webinar-over');
  });
  test('plans anew without taking seats from anybody, and not what has begun to another time', () => {
    const when = (facts: readonly WebinarEvent[], more: Partial<ScheduleWebinarRequest>, now?: string) =>
      given(webinars, ...facts).when((webinar) => edit(webinar, plan(more), by('host', host, now)));
    when([scheduled(), confirmed('ann'), confirmed('ben')], { seats: 1 }).refused('invalid-input');
    when([scheduled()], { start: '2027-03-01T09:00:00.000Z' }, '2027-03-01T10:30:00.000Z').refused('webinar-begun');
    when([scheduled()], { end: '2027-01-01T00:00:00.000Z', start: '2026-12-31T23:00:00.000Z' }).refused('in-the-past');
    when([scheduled(), confirmed('ann')], { courseId: 'course' }).refused('webinar-begun');
    when([scheduled()], {}).nothing();
  });
});

describe('who comes into the room as what', () => {
  const state = (...facts: readonly WebinarEvent[]) => facts.reduce(webinars.evolve, webinars.initial);
  const none: CourseOf = { course: null, enrolled: false };
  const known = { hostId: 'host', courseId: null, speakerIds: ['speaker'] };
  const place = (personId: string, webinar: Webinar, roles: readonly ('student' | 'instructor' | 'admin')[] = ['student']) =>
    placeIn(webinar, relationOf(known, none, { personId, roles }), personId, '2027-03-01T10:00:00.000Z');
  test('the host, an admin, a speaker, and those with a seat', () => {
    const webinar = state(scheduled(), confirmed('ann'), confirmed('ben'), waits('eve'));
    expect(place('host', webinar, ['instructor'])).toEqual({ role: 'host' });
    expect(place('root', webinar, ['admin'])).toEqual({ role: 'co-host' });
    expect(place('speaker', webinar)).toEqual({ role: 'speaker' });
    expect(place('ann', webinar)).toEqual({ role: 'attendee' });
    expect(place('eve', webinar)).toEqual({ refused: 'not-registered' });
    expect(place('host', webinar)).not.toEqual({ role: 'host' });
  });
  test('an open one registers by itself, and a cancelled one lets nobody in', () => {
    expect(place('ann', state(scheduled({ registration: 'open' })))).toEqual({ register: true });
    expect(place('ann', state(scheduled()))).toEqual({ refused: 'not-registered' });
    expect(place('ann', state(scheduled(), confirmed('ann'), cancelled))).toEqual({ refused: 'webinar-cancelled' });
  });
  test('that of a course is only for those in it', () => {
    const ofCourse = { ...known, courseId: 'course' };
    const relation = (enrolled: boolean) =>
      relationOf(ofCourse, { course: { phase: 'none' }, enrolled }, { personId: 'ann', roles: ['student'] });
    expect(relation(false).sees).toBe(false);
    expect(relation(true).sees).toBe(true);
  });
});

test('whatever people do, never more have a seat than there are, and nobody waits beside a free one', () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'f'];
  const act = fc.record({
    who: fc.constantFrom(...people),
    what: fc.constantFrom('register', 'withdraw', 'remove', 'approve', 'refuse', 'resize'),
    seats: fc.integer({ min: 1, max: 5 }),
  });
  fc.assert(
    fc.property(fc.constantFrom('open', 'approval', 'ticket'), fc.array(act, { maxLength: 40 }), (registration, acts) => {
      let webinar: Webinar = webinars.evolve(webinars.initial, scheduled({ registration: registration as 'open', seats: 3 }));
      for (const { who, what, seats } of acts) {
        const decision = {
          register: () => register(webinar, by(who)),
          withdraw: () => withdraw(webinar, who, by(who)),
          remove: () => withdraw(webinar, who, by('host', host)),
          approve: () => answer(webinar, { personId: who, answer: { accepted: true } }, by('host', host)),
          refuse: () => answer(webinar, { personId: who, answer: { accepted: false, reason: '' } }, by('host', host)),
          resize: () => edit(webinar, plan({ registration: registration as 'open', seats }), by('host', host)),
        }[what as 'register']();
        if (decision.outcome === 'accept') webinar = decision.facts.reduce(webinars.evolve, webinar);
        if (webinar.phase !== 'scheduled') throw new Error('it was never cancelled');
        const current = webinar;
        const standings = people.map((id) => standingOf(current, id));
        const taken = standings.filter((standing) => standing === 'confirmed').length;
        expect(taken).toBe(webinar.taken);
        expect(taken).toBeLessThanOrEqual(webinar.plan.seats!);
        expect(standings.includes('waiting') && taken < webinar.plan.seats!).toBe(false);
      }
    }),
  );
});
