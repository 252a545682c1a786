import { instant, newId, type MailItem, type MediaFigures, type Page, type Registered } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signUp } from '../harness/academy.ts';
import type { Person } from '../harness/client.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { mediaSettled, RoomClient } from '../harness/room.ts';
import { until } from '../harness/until.ts';

let product: Product;
let operator: Person;
let host: Person;
let people: Person[];
let media: MediaFigures;
const open = new Set<RoomClient>();

const MINUTE = 60_000;
const plan = (more: object = {}) => ({
  title: 'Sound',
  kind: 'lecture',
  start: instant(Date.now() + MINUTE),
  end: instant(Date.now() + 60 * MINUTE),
  registration: 'open',
  ...more,
});

async function webinar(more: object = {}): Promise<string> {
  return (await host.post<{ webinarId: string }>('/api/webinars', plan(more))).webinarId;
}

/** Connected, and closed when the test is over. */
function connect(person: Person): RoomClient {
  const client = RoomClient.of(product.url, person);
  open.add(client);
  return client;
}

async function enters(person: Person, webinarId: string): Promise<RoomClient> {
  const client = connect(person);
  const { phase } = await client.enter(`webinar:${webinarId}`);
  expect(phase).toBe('in');
  return client;
}

const refused = (asking: Promise<unknown>, code: string) => expect(asking).rejects.toMatchObject({ code });

beforeAll(async () => {
  product = await Product.start();
  const root = await product.api.signIn(ADMIN);
  await root.put(`/api/people/${root.personId}/roles`, { roles: ['admin', 'operator'] });
  operator = await product.api.signIn(ADMIN);
  host = await product.api.person('Hostess', ['instructor'], root);
  people = await signUp(product, 4);
  media = await mediaSettled(operator);
}, 900_000);
afterAll(async () => {
  for (const client of open) client.close();
  await product?.stop();
});

describe('who comes in', () => {
  test('strangers are not let into the signalling', async () => {
    const stranger = new RoomClient(product.url, undefined);
    open.add(stranger);
    const error = await new Promise<Error>((done) => stranger.socket.once('connect_error', done));
    expect(error).toMatchObject({ message: 'not-signed-in', data: { code: 'not-signed-in' } });
  });

  test('an attendee waits until the host opens the room, then is seen by all', async () => {
    const webinarId = await webinar();
    const [ann] = people;
    const guest = connect(ann!);
    expect(await guest.enter(`webinar:${webinarId}`)).toMatchObject({ phase: 'early' });
    const hosting = await enters(host, webinarId);
    expect(hosting.inside).toMatchObject({ role: 'host', resumed: false });
    await guest.hears('admitted');
    expect(await guest.enter(`webinar:${webinarId}`)).toMatchObject({ phase: 'in', role: 'attendee' });
    await hosting.sees('the guest is there', ({ participants }) => participants.some(({ name }) => name === ann!.me.name));
  });

  test('without a seat, before its time, and into what is not theirs nobody comes', async () => {
    const [ann, ben] = people;
    const ticketed = await webinar({ registration: 'ticket', seats: 1 });
    await enters(host, ticketed);
    await refused(connect(ann!).enter(`webinar:${ticketed}`), 'not-registered');
    expect((await ann!.post<Registered>(`/api/webinars/${ticketed}/registrations`)).ticket).not.toBeNull();
    await enters(ann!, ticketed);
    expect(await ben!.try('POST', `/api/webinars/${ticketed}/registrations`)).toMatchObject({
      status: 202,
      body: { ticket: null, place: 1 },
    });
    await refused(connect(ben!).enter(`webinar:${ticketed}`), 'not-registered');
    // Both were written to, with the calendar file where there is a place.
    const mine = async (person: Person) => {
      const { items } = await operator.get<Page<MailItem>>('/api/operations/mailbox');
      return items.find(({ to, kind }) => to === person.me.email && kind.startsWith('webinar-'));
    };
    expect(await until('Ann is written to', () => mine(ann!))).toMatchObject({
      kind: 'webinar-registered',
      attachments: [{ filename: 'webinar.ics' }],
    });
    expect(await until('Ben is written to', () => mine(ben!))).toMatchObject({ kind: 'webinar-waiting', attachments: [] });
    const later = await webinar({ start: instant(Date.now() + 600 * MINUTE), end: instant(Date.now() + 660 * MINUTE) });
    await refused(connect(host).enter(`webinar:${later}`), 'room-not-open');
    await refused(connect(ann!).enter(`webinar:${newId()}`), 'webinar-not-found');
    await refused(connect(ann!).enter(`booking:${newId()}`), 'booking-not-found');
  });

  test('the lobby holds people until they are let in; a lock keeps new ones out, who is removed stays out', async () => {
    const webinarId = await webinar({ lobby: true });
    const [ann, ben, eve] = people;
    const hosting = await enters(host, webinarId);
    const waiting = connect(ann!);
    expect(await waiting.enter(`webinar:${webinarId}`)).toEqual(expect.objectContaining({ phase: 'lobby' }));
    await hosting.sees('somebody waits', ({ lobby }) => lobby.length === 1);
    await hosting.ask('admit', { personId: ann!.personId });
    await waiting.hears('admitted');
    expect((await waiting.enter(`webinar:${webinarId}`)).phase).toBe('in');
    const turnedAway = connect(ben!);
    await turnedAway.enter(`webinar:${webinarId}`);
    await hosting.ask('refuse', { personId: ben!.personId });
    await turnedAway.hears('out');
    await refused(turnedAway.enter(`webinar:${webinarId}`), 'removed-from-room');

    await hosting.ask('settings', { ...hosting.view!.settings, lobby: false, locked: true });
    await refused(connect(eve!).enter(`webinar:${webinarId}`), 'room-locked');
    await refused(waiting.ask('remove', { personId: host.personId }), 'not-allowed');
    await hosting.ask('remove', { personId: ann!.personId });
    await waiting.hears('out');
    await refused(waiting.ask('raise-hand', {}), 'not-in-the-room');
    await refused(waiting.enter(`webinar:${webinarId}`), 'removed-from-room');
  });

  test('a further connection takes the place of the former; one that broke is taken up again', async () => {
    const webinarId = await webinar();
    const [ann] = people;
    const hosting = await enters(host, webinarId);
    const first = await enters(ann!, webinarId);
    const second = await enters(ann!, webinarId);
    await first.hears('out');
    expect(first.heard.find(({ name }) => name === 'out')!.news).toEqual({ why: 'elsewhere' });
    const { connectionId } = second.inside;
    second.close();
    await hosting.sees('they are away', ({ participants }) =>
      participants.some(({ personId, connected }) => personId === ann!.personId && !connected),
    );
    const third = connect(ann!);
    expect(await third.enter(`webinar:${webinarId}`, connectionId)).toMatchObject({ phase: 'in', connectionId });
    await hosting.sees('they are back', ({ participants }) =>
      participants.some(({ personId, connected }) => personId === ann!.personId && connected),
    );
    await third.ask('leave', {});
    await hosting.sees('they have left', ({ participants }) => participants.length === 1);
  });
});

describe('what they do there', () => {
  test('hands in their order, chat to all and to the hosts, taken back by who may, reactions', async () => {
    const webinarId = await webinar();
    const [ann, ben] = people;
    const [hosting, one, two] = [await enters(host, webinarId), await enters(ann!, webinarId), await enters(ben!, webinarId)];
    await one.ask('raise-hand', {});
    await two.ask('raise-hand', {});
    await hosting.sees('two hands', ({ participants }) => participants.filter(({ hand }) => hand !== null).length === 2);
    await refused(one.ask('lower-hand', { personId: ben!.personId }), 'not-allowed');
    await hosting.ask('lower-hand', { personId: ben!.personId });
    await two.sees('mine is down', ({ participants }) =>
      participants.every(({ personId, hand }) => personId !== ben!.personId || hand === null),
    );

    const { messageId } = await one.ask('chat', { to: 'all', text: 'Louder, please' });
    await one.ask('chat', { to: 'hosts', text: 'In private' });
    await hosting.sees('both', ({ chat }) => chat.length === 2);
    await two.sees('the public one', ({ chat }) => chat.length === 1);
    await refused(two.ask('remove-chat', { messageId }), 'not-allowed');
    await hosting.ask('remove-chat', { messageId });
    await two.sees('it is taken back', ({ chat }) => chat[0]?.removed && chat[0].text === null);
    await hosting.ask('settings', { ...hosting.view!.settings, chat: false });
    await refused(one.ask('chat', { to: 'all', text: 'Hello?' }), 'chat-closed');
    await one.ask('react', { reaction: 'clap' });
    await until('it is heard', () => two.heard.some(({ news }) => JSON.stringify(news).includes('"clap"')));
    expect(JSON.stringify(two.heard)).not.toContain('In private');
  });

  test('polls count live or when they are closed, and one becomes a question', async () => {
    const { courseId } = await host.post<{ courseId: string }>('/api/courses', { title: 'Acoustics', summary: '' });
    const { quizId } = await host.post<{ quizId: string }>(`/api/courses/${courseId}/quizzes`, { title: 'Waves' });
    const webinarId = await webinar();
    const [ann, ben] = people;
    const [hosting, one, two] = [await enters(host, webinarId), await enters(ann!, webinarId), await enters(ben!, webinarId)];
    const { pollId } = await hosting.ask('open-poll', { question: 'Faster in?', choices: ['Air', 'Water'], live: false });
    await one.sees('a poll', ({ polls }) => polls.length === 1);
    const [air, water] = one.view!.polls[0]!.choices;
    await one.ask('vote', { pollId, choices: [air!.id] });
    await one.ask('vote', { pollId, choices: [water!.id] });
    await two.ask('vote', { pollId, choices: [water!.id] });
    await refused(two.ask('vote', { pollId, choices: [air!.id, water!.id] }), 'answer-does-not-fit');
    await hosting.sees('the votes', ({ polls }) => polls[0]?.votes?.[water!.id] === 2 && polls[0].voters === 2);
    expect(one.view!.polls[0]!.votes).toBeNull();
    await refused(hosting.ask('keep-poll', { pollId, quizId, correct: [water!.id] }), 'poll-open');
    await hosting.ask('close-poll', { pollId });
    await one.sees('the votes', ({ polls }) => polls[0]?.votes?.[water!.id] === 2);
    await refused(one.ask('vote', { pollId, choices: [air!.id] }), 'poll-closed');
    const { questionId } = await hosting.ask('keep-poll', { pollId, quizId, correct: [water!.id] });
    const quiz = await host.get<{ questions: { questionId: string; question: { text: string } }[] }>(`/api/quizzes/${quizId}`);
    expect(quiz.questions).toMatchObject([{ questionId, question: { text: 'Faster in?' } }]);
    await refused(hosting.ask('keep-poll', { pollId, quizId, correct: [water!.id] }), 'poll-kept');
  });

  test('a bad message is refused by name, and the room goes on', async () => {
    const webinarId = await webinar();
    const [ann] = people;
    const early = connect(ann!);
    await refused(early.raw('chat', { to: 'all', text: 'Too early' }), 'not-in-the-room');
    await refused(early.raw('enter', { room: 'kitchen' }), 'invalid-input');
    await refused(early.raw('dance', {}), 'not-found');
    const hosting = await enters(host, webinarId);
    const one = await enters(ann!, webinarId);
    for (const [name, body] of [
      ['chat', { to: 'all' }],
      ['chat', 'text'],
      ['vote', { pollId: 1 }],
      ['produce', {}],
      ['set-role', { personId: ann!.personId, role: 'host' }],
    ] as const) {
      await refused(one.raw(name, body), 'invalid-input');
    }
    await refused(one.ask('open-poll', { question: 'Mine?', choices: ['Yes', 'No'] }), 'not-allowed');
    await refused(one.ask('start-recording', {}), 'not-allowed');
    await refused(one.ask('close', {}), 'not-allowed');
    // What is quick to answer: where each took its time, the allowance would have grown again meanwhile.
    // By somebody whom no other test needs while theirs grows again.
    const flooding = await enters(people[3]!, webinarId);
    const flood = await Promise.allSettled(Array.from({ length: 1000 }, () => flooding.raw('chat', { to: 'all' })));
    expect(flood.some((result) => result.status === 'rejected' && (result.reason as { code?: string }).code === 'too-many-requests')).toBe(
      true,
    );
    await hosting.ask('chat', { to: 'all', text: 'We go on' });
    await one.sees('it goes on', ({ chat }) => chat.length === 1);
  });
});

describe('with sound and pictures', () => {
  test('a host sends, an attendee may not until promoted; both receive what the other sends by an independent stack', async (context) => {
    context.skip(media.status.state !== 'ready', `no media worker can be had here: ${media.status.reason}`);
    const webinarId = await webinar();
    const [ann] = people;
    const [hosting, one] = [await enters(host, webinarId), await enters(ann!, webinarId)];
    const sender = await hosting.send();
    await until('the media are known', () => one.sent.length === 2);
    const receiver = await one.receive();
    await until('they get there', () => receiver.received.every(({ packets }) => packets > 20), { seconds: 20 });
    await refused(one.send(), 'may-not-send');
    await hosting.ask('set-role', { personId: ann!.personId, role: 'speaker' });
    const speaking = await one.send();
    await until('the host knows', () => hosting.sent.some(({ personId }) => personId === ann!.personId));
    await hosting.ask('mute', { personId: ann!.personId, source: 'microphone' });
    await until('it is paused', () =>
      hosting.sent.some(({ personId, source, paused }) => personId === ann!.personId && source === 'microphone' && paused),
    );
    const other = connect(people[1]!);
    await other.enter(`webinar:${webinarId}`);
    await refused(other.ask('pause-producer', { producerId: sender.producerIds[0]! }), 'transport-not-found');
    await refused(other.ask('consume', { transportId: newId(), producerId: sender.producerIds[0]! }), 'out-of-order');
    await hosting.ask('set-role', { personId: ann!.personId, role: 'attendee' });
    await until('nothing of theirs is sent', () => hosting.sent.every(({ personId }) => personId !== ann!.personId));
    const figures = await operator.get<MediaFigures>('/api/operations/media');
    expect(figures.rooms.find(({ roomId }) => roomId === webinarId)).toMatchObject({ title: 'Sound', producers: 2, consumers: 2 });
    expect(await (await fetch(`${product.url}/metrics`)).text()).toMatch(/lyceum_media_worker_cpu_cores\{pid="\d+"\}/);
    for (const { close } of [sender, receiver, speaking]) await close();
    await hosting.ask('close', {});
    await one.hears('out');
    await refused(
      one
        .enter(`webinar:${webinarId}`)
        .then(({ phase }) => (phase === 'early' ? Promise.reject(Object.assign(new Error(phase), { code: 'early' })) : phase)),
      'early',
    );
  });

  test('a killed worker: all are told to begin anew, and it works again', async (context) => {
    context.skip(media.status.state !== 'ready', `no media worker can be had here: ${media.status.reason}`);
    const webinarId = await webinar();
    const hosting = await enters(host, webinarId);
    const before = await hosting.send();
    const { rooms } = await operator.get<MediaFigures>('/api/operations/media');
    process.kill(rooms.find(({ roomId }) => roomId === webinarId)!.workers[0]!, 'SIGKILL');
    await hosting.hears('media-reset');
    await before.close();
    const again = await hosting.send();
    const guest = await enters(people[2]!, webinarId);
    expect(guest.sent).toHaveLength(2);
    await again.close();
  });
});
