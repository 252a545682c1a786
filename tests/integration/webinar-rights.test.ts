import { instant, newId, type Page, type Registered, type Webinar } from '@lyceum/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SetClock } from '../../backend/src/api/clock.ts';
import type { Person } from '../harness/client.ts';
import { RoomClient } from '../harness/room.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2027, 2, 1, 16);
const minutes = (n: number) => instant(START + n * MINUTE);
const clock = new SetClock(minutes(-5));

let house: House;
let one: Backend;
let two: Backend;
let admin: Person;
let host: Person;
let people: Person[];
const open = new Set<RoomClient>();

const everybody = () => [admin, host, ...people];
const signIn = async () => {
  for (const person of everybody()) await person.signInAgain();
};

beforeAll(async () => {
  house = await House.build();
  [one, two] = [await house.backend({ clock }), await house.backend({ clock })];
  admin = await one.api.signIn(ADMIN);
  host = await one.api.person('Hostess', ['instructor'], admin);
  people = [];
  for (const name of ['Ann', 'Ben', 'Eve', 'Dan']) people.push(await one.api.person(name));
}, 120_000);
afterAll(() => house?.close());
beforeEach(async () => {
  if (clock.present === minutes(-5)) return;
  clock.present = minutes(-5);
  await signIn();
});
afterEach(() => {
  for (const client of open) client.close();
  open.clear();
});

const plan = (more: object = {}) => ({
  title: 'Sound',
  kind: 'lecture',
  start: minutes(0),
  end: minutes(60),
  registration: 'ticket',
  ...more,
});
const webinar = async (more: object = {}): Promise<string> =>
  (await host.post<{ webinarId: string }>('/api/webinars', plan(more))).webinarId;
const register = (person: Person, webinarId: string) => person.post<Registered>(`/api/webinars/${webinarId}/registrations`);

function connect(person: Person, backend = one): RoomClient {
  const client = RoomClient.of(backend.url, person);
  open.add(client);
  return client;
}

async function enters(person: Person, room: string, backend = one): Promise<RoomClient> {
  const client = connect(person, backend);
  expect((await client.enter(room.includes(':') ? room : `webinar:${room}`)).phase).toBe('in');
  return client;
}

const refused = (asking: Promise<unknown>, code: string) => expect(asking).rejects.toMatchObject({ code });
const whyOut = async (client: RoomClient) => {
  await client.hears('out');
  return (client.heard.find(({ name }) => name === 'out')!.news as { why: string }).why;
};
const without = (host: RoomClient, person: Person) =>
  host.sees(`${person.me.name} is not there`, ({ participants }) => participants.every(({ personId }) => personId !== person.personId));

describe('whose right to be there ends is put out at once', () => {
  test('whose place is taken away or given up, by whichever backend they came', async () => {
    const webinarId = await webinar();
    const [ann, ben] = people as [Person, Person];
    for (const person of [ann, ben]) await register(person, webinarId);
    const hosting = await enters(host, webinarId);
    const [hers, his] = [await enters(ann, webinarId, two), await enters(ben, webinarId)];
    await hosting.sees('both', ({ participants }) => participants.length === 3);
    await host.delete(`/api/webinars/${webinarId}/registrations/${ann.personId}`);
    expect(await whyOut(hers)).toBe('barred');
    await without(hosting, ann);
    await refused(hers.ask('raise-hand', {}), 'not-in-the-room');
    await refused(hers.enter(`webinar:${webinarId}`), 'registration-refused');
    await ben.delete(`/api/webinars/${webinarId}/registrations/me`);
    expect(await whyOut(his)).toBe('barred');
    await without(hosting, ben);
    expect(hosting.view!.participants).toHaveLength(1);
  });

  test('who leaves the course, is given no role any more, or signs out', async () => {
    const { courseId } = await host.post<{ courseId: string }>('/api/courses', { title: 'Acoustics', summary: '' });
    await host.post(`/api/courses/${courseId}/publication`);
    const webinarId = await webinar({ courseId, registration: 'open' });
    const [ann, ben, eve] = people as [Person, Person, Person];
    for (const person of [ann, ben, eve]) await person.post(`/api/courses/${courseId}/enrolments`);
    const hosting = await enters(host, webinarId, two);
    const [hers, his, third] = [await enters(ann, webinarId), await enters(ben, webinarId, two), await enters(eve, webinarId)];
    await ann.delete(`/api/courses/${courseId}/enrolments/me`);
    expect(await whyOut(hers)).toBe('barred');
    await without(hosting, ann);
    await refused(hers.enter(`webinar:${webinarId}`), 'webinar-not-found');
    await admin.put(`/api/people/${ben.personId}/roles`, { roles: [] });
    expect(await whyOut(his)).toBe('barred');
    await without(hosting, ben);
    await refused(his.enter(`webinar:${webinarId}`), 'not-allowed');
    await admin.put(`/api/people/${ben.personId}/roles`, { roles: ['student'] });
    await eve.delete('/api/sessions/current');
    expect(await whyOut(third)).toBe('signed-out');
    // Not only away: gone.
    await without(hosting, eve);
    await until('the connection ends', () => third.socket.disconnected);
    await eve.signInAgain();
  });

  test('who ran the room by an office that they lost does so no more, and is put out where they have no other place', async () => {
    const webinarId = await webinar();
    const hosting = await enters(host, webinarId);
    const second = await one.api.person('Second', ['admin'], admin);
    const running = await enters(second, webinarId);
    expect(running.inside.role).toBe('co-host');
    await admin.put(`/api/people/${second.personId}/roles`, { roles: ['student'] });
    expect(await whyOut(running)).toBe('barred');
    await without(hosting, second);
    // The connection is as it was; what they may is not.
    await refused(running.enter(`webinar:${webinarId}`), 'not-registered');
  });

  test('all, where it is cancelled; those too who wait for it to open', async () => {
    const webinarId = await webinar();
    const [ann] = people as [Person];
    await register(ann, webinarId);
    const early = connect(ann, two);
    expect((await early.enter(`webinar:${webinarId}`)).phase).toBe('early');
    const hosting = await enters(host, webinarId);
    await early.hears('admitted');
    await early.enter(`webinar:${webinarId}`);
    await host.post(`/api/webinars/${webinarId}/cancellation`, { reason: 'Ill' });
    expect([await whyOut(hosting), await whyOut(early)]).toEqual(['cancelled', 'cancelled']);
    await refused(early.enter(`webinar:${webinarId}`), 'webinar-cancelled');

    const never = await webinar();
    await register(ann, never);
    const waiting = connect(ann, two);
    await waiting.enter(`webinar:${never}`);
    await host.post(`/api/webinars/${never}/cancellation`, { reason: '' });
    expect(await whyOut(waiting)).toBe('cancelled');
  });

  test('the two of a consultation that is cancelled', async () => {
    clock.present = minutes(-24 * 60);
    await signIn();
    const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' }));
    await host.put('/api/instructors/me/availability', { timeZone: 'UTC', weekly, lengths: [30] });
    const [ann] = people as [Person];
    const { bookingId } = await ann.post<{ bookingId: string }>(`/api/instructors/${host.personId}/bookings`, {
      start: minutes(0),
      length: 30,
    });
    clock.present = minutes(-5);
    await signIn();
    const [his, hers] = [await enters(host, `booking:${bookingId}`), await enters(ann, `booking:${bookingId}`, two)];
    await refused(connect(admin).enter(`booking:${bookingId}`), 'booking-not-found');
    await refused(his.ask('start-recording', {}), 'recording-unavailable');
    await host.post(`/api/bookings/${bookingId}/cancellation`, { reason: 'Ill' });
    expect([await whyOut(his), await whyOut(hers)]).toEqual(['cancelled', 'cancelled']);
    await refused(hers.enter(`booking:${bookingId}`), 'no-room');
  });
});

test('a place that is taken up again while the connection of before is not known to have broken stays taken', async () => {
  const webinarId = await webinar({ registration: 'open' });
  const [ann] = people as [Person];
  const hosting = await enters(host, webinarId);
  const first = await enters(ann, webinarId);
  const { connectionId } = first.inside;
  const second = connect(ann);
  expect(await second.enter(`webinar:${webinarId}`, connectionId)).toMatchObject({ phase: 'in', connectionId });
  expect(await whyOut(first)).toBe('elsewhere');
  const from = hosting.heard.length;
  first.close();
  await new Promise((done) => setTimeout(done, 1500));
  expect(JSON.stringify(hosting.heard.slice(from))).not.toContain('"connected":false');
  await second.ask('raise-hand', {});
});

test('a host is not written to without end by one who asks and gives up', async () => {
  const webinarId = await webinar({ registration: 'approval' });
  const [ann] = people as [Person];
  const path = `/api/webinars/${webinarId}/registrations`;
  for (let i = 0; i < 20; i++) {
    await ann.post(path);
    await ann.delete(`${path}/me`);
  }
  expect((await ann.try('POST', path)).problem?.code).toBe('too-many-requests');
});

describe('the time of a room', () => {
  test('three hours after the end the clock closes it, for those who wait too', async () => {
    const webinarId = await webinar();
    const [ann] = people as [Person];
    await register(ann, webinarId);
    const hosting = await enters(host, webinarId);
    await hosting.ask('settings', { ...hosting.view!.settings, lobby: true });
    const waiting = connect(ann, two);
    expect((await waiting.enter(`webinar:${webinarId}`)).phase).toBe('lobby');
    clock.present = instant(START + HOUR + 3 * HOUR - MINUTE);
    await new Promise((done) => setTimeout(done, 2500));
    expect(hosting.heard.some(({ name }) => name === 'out')).toBe(false);
    clock.present = instant(START + HOUR + 3 * HOUR);
    expect([await whyOut(hosting), await whyOut(waiting)]).toEqual(['over', 'over']);
    await signIn();
    expect(await host.get<Webinar>(`/api/webinars/${webinarId}`)).toMatchObject({ phase: 'over' });
  });

  test('a room that all have left is no live webinar, and opens again as it was', async () => {
    const webinarId = await webinar();
    const [ann] = people as [Person];
    await register(ann, webinarId);
    const hosting = await enters(host, webinarId);
    await hosting.ask('settings', { ...hosting.view!.settings, chat: false });
    await until('it is live', async () => (await host.get<Webinar>(`/api/webinars/${webinarId}`)).phase === 'live');
    await hosting.ask('leave', {});
    await until('it is not live', async () => (await host.get<Webinar>(`/api/webinars/${webinarId}`)).phase === 'scheduled');
    const guest = connect(ann, two);
    expect((await guest.enter(`webinar:${webinarId}`)).phase).toBe('early');
    const again = await enters(host, webinarId);
    expect(again.view!.settings.chat).toBe(false);
    await guest.hears('admitted');
  });
});

describe('who asks', () => {
  test('a session that has ended lets nobody in by a connection of before', async () => {
    const webinarId = await webinar({ registration: 'open' });
    const [, ben] = people as [Person, Person];
    await enters(host, webinarId);
    const idle = connect(ben, two);
    await until('it is connected', () => idle.socket.connected);
    await ben.delete('/api/sessions/current');
    await until('it is disconnected', () => idle.socket.disconnected);
    await ben.signInAgain();
  });

  test('nobody but those who run it sees or changes what is theirs', async () => {
    const webinarId = await webinar({ registration: 'approval' });
    const [ann, ben] = people as [Person, Person];
    await register(ann, webinarId);
    ben.saw(host.seen);
    const path = `/api/webinars/${webinarId}`;
    const asked = [
      ['GET', `${path}/registrations`],
      ['GET', `${path}/attendance`],
      ['DELETE', `${path}/registrations/${ann.personId}`],
      ['POST', `${path}/registrations/${ann.personId}/approval`, {}],
      ['POST', `${path}/registrations/${ann.personId}/refusal`, { reason: '' }],
      ['POST', `${path}/tickets/${newId()}/check`, {}],
      ['POST', `${path}/cancellation`, { reason: '' }],
      ['PUT', path, plan()],
    ] as const;
    for (const [method, address, body] of asked) {
      expect((await ben.try(method, address, body)).problem?.code, `${method} ${address}`).toBe('not-allowed');
      expect((await one.api.try(method, address, body)).status, `${method} ${address}`).toBe(401);
    }
    const { courseId } = await host.post<{ courseId: string }>('/api/courses', { title: 'Optics', summary: '' });
    const hidden = await webinar({ courseId });
    for (const [method, address, body] of [
      ...asked,
      ['GET', path],
      ['GET', `${path}/calendar.ics`],
      ['GET', `${path}/recordings`],
    ] as const) {
      const elsewhere = address.replace(webinarId, hidden);
      expect((await ben.try(method, elsewhere, body)).problem?.code, `${method} ${elsewhere}`).toBe('webinar-not-found');
    }
    expect((await ben.get<Page<Webinar>>('/api/webinars?limit=100')).items.map((item) => item.webinarId)).not.toContain(hidden);
    await refused(connect(ben).enter(`webinar:${hidden}`), 'webinar-not-found');
  });

  test('of many who want the last seat at once one gets it, and whoever gives it up passes it on to just one', async () => {
    const webinarId = await webinar({ seats: 1 });
    const path = `/api/webinars/${webinarId}/registrations`;
    const at = (i: number) => (i % 2 === 0 ? one : two);
    const asking = people.map((person, i) => at(i).api.try<Registered>('POST', path, undefined, { token: person.token }));
    const answers = await Promise.all(asking);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 202, 202, 202]);
    expect(answers.flatMap(({ body }) => body.place ?? []).toSorted()).toEqual([1, 2, 3]);
    const seated = people[answers.findIndex(({ status }) => status === 201)]!;
    const next = people[answers.findIndex(({ body }) => body.place === 1)]!;
    // Two who give up at once, the seated and the next: the seat goes to the one after them.
    await Promise.all([seated, next].map((person, i) => at(i).api.call('DELETE', `${path}/me`, undefined, { token: person.token })));
    const standing = async (phase: string) => {
      const { items } = await host.get<Page<{ phase: string }>>(path);
      return items.filter((item) => item.phase === phase).length;
    };
    await until('two are left', async () => (await standing('confirmed')) === 1 && (await standing('waiting')) === 1);
    // Whom the host takes the place from is not back by asking again; the next one has it.
    const { items } = await host.get<Page<{ person: { personId: string }; phase: string }>>(path);
    const { personId } = items.find(({ phase }) => phase === 'confirmed')!.person;
    await host.delete(`${path}/${personId}`);
    const person = people.find((one) => one.personId === personId)!;
    expect((await person.try('POST', path)).problem?.code).toBe('registration-refused');
    await until('the last one has it', async () => (await standing('confirmed')) === 1 && (await standing('waiting')) === 0);
    expect((await host.try('POST', `${path}/${personId}/approval`)).status).toBe(204);
    await until('they wait for it', async () => (await standing('waiting')) === 1);
  });

  test('a flood is refused by name, by however many connections of one person, and keeps nobody else waiting', async () => {
    const webinarId = await webinar({ registration: 'open' });
    const dan = people[3]!;
    const hosting = await enters(host, webinarId);
    const flooding = await enters(dan, webinarId);
    const [other] = [connect(dan, one)];
    const flood = await Promise.allSettled([
      ...Array.from({ length: 200 }, (_, i) => flooding.ask('chat', { to: 'all', text: `${i}` })),
      ...Array.from({ length: 200 }, () => other.raw('enter', { room: `webinar:${newId()}` })),
      ...Array.from({ length: 100 }, () => other.raw('dance', {})),
    ]);
    const codes = flood.map((result) => (result.status === 'rejected' ? (result.reason as { code: string }).code : 'done'));
    expect(codes.filter((code) => code === 'done').length).toBeLessThan(120);
    expect(codes.filter((code) => code === 'too-many-requests').length).toBeGreaterThan(200);
    const began = performance.now();
    await hosting.ask('chat', { to: 'all', text: 'We go on' });
    expect(performance.now() - began).toBeLessThan(5000);
    // It is soon forgiven.
    await until(
      'they may again',
      () =>
        flooding.ask('react', { reaction: 'clap' }).then(
          () => true,
          () => false,
        ),
      { seconds: 10, every: 500 },
    );
  });
});
