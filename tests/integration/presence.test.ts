import { newId, type AttendAnswer, type PresenceNews, type TypingNews } from '@lyceum/contracts';
import { openReadStore } from '@lyceum/stores';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let one: Backend;
let two: Backend;
let inge: Person;
let number = 0;

beforeAll(async () => {
  house = await House.build();
  [one, two] = [await house.backend(), await house.backend()];
  inge = await one.api.person('Inge', ['instructor'], await one.api.signIn(ADMIN));
});
afterAll(() => house?.close());

/** Somebody with a page open at one of the backends, and what they hear of others. */
class Page {
  readonly presence: PresenceNews[] = [];
  readonly typing: TypingNews[] = [];
  private constructor(readonly socket: Socket) {
    socket.on('presence', (news: PresenceNews) => this.presence.push(news));
    socket.on('typing', (news: TypingNews) => this.typing.push(news));
  }

  static async open({ token }: Person, { url }: Backend): Promise<Page> {
    const page = new Page(io(url, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true }));
    pages.push(page);
    await new Promise<void>((done, fail) => page.socket.once('connect', done).once('connect_error', fail));
    return page;
  }

  say = (event: string, body: unknown) => this.socket.timeout(15_000).emitWithAck(event, body) as Promise<AttendAnswer>;
  attend = async (...conversationIds: string[]) => {
    const answer = await this.say('attend', { conversationIds });
    return answer.ok ? answer.online : [];
  };
  /** What was heard last of somebody. */
  online = (who: Person) => this.presence.findLast(({ personId }) => personId === who.personId)?.online;
}

const pages: Page[] = [];
afterEach(() => {
  for (const { socket } of pages.splice(0)) socket.disconnect();
});

const student = () => one.api.person(`Student ${++number}`);
const begin = async (who: Person, other: Person) =>
  (await who.post<{ conversationId: string }>(`/api/people/${other.personId}/conversation`)).conversationId;

test('the two see each other come and go, through whichever backend', async () => {
  const ann = await student();
  const conversationId = await begin(ann, inge);
  const hers = await Page.open(ann, one);
  expect(await hers.attend(conversationId)).toEqual([]);
  const his = await Page.open(inge, two);
  await until('Ann sees that Inge is there', () => hers.online(inge) === true);
  await until('Inge sees that Ann is there', async () => (await his.attend(conversationId)).includes(ann.personId));
  his.socket.disconnect();
  await until('Ann sees that Inge has gone', () => hers.online(inge) === false);
});

test('a second page, and a page that is loaded anew, are no coming and going', async () => {
  const ann = await student();
  const conversationId = await begin(ann, inge);
  const hers = await Page.open(ann, one);
  await hers.attend(conversationId);
  const first = await Page.open(inge, two);
  await until('Ann sees that Inge is there', () => hers.online(inge) === true);
  const second = await Page.open(inge, one);
  first.socket.disconnect();
  await Page.open(inge, two);
  second.socket.disconnect();
  expect(hers.presence.some(({ online }) => !online)).toBe(false);
});

test('typing is seen by the other, at once, and by nobody else', async () => {
  const [ann, eve] = [await student(), await student()];
  const conversationId = await begin(ann, inge);
  const [hers, his, other] = [await Page.open(ann, one), await Page.open(inge, two), await Page.open(eve, two)];
  await Promise.all([hers.attend(conversationId), his.attend(conversationId)]);
  expect(await other.attend(conversationId)).toEqual([]);
  await hers.say('typing', { conversationId });
  await until('Inge sees Ann typing', () => his.typing.length > 0);
  expect(his.typing[0]).toEqual({ conversationId, personId: ann.personId });
  expect([hers.typing, other.typing, other.presence]).toEqual([[], [], []]);
});

test('what is asked of conversations of others is refused', async () => {
  const eve = await student();
  const page = await Page.open(eve, one);
  expect(await page.say('typing', { conversationId: newId() })).toMatchObject({ ok: false, code: 'conversation-not-found' });
  expect(await page.say('attend', { conversationIds: ['nonsense'] })).toMatchObject({ ok: false, code: 'invalid-input' });
});

test('of a backend that was killed nobody stays on line', async () => {
  const ann = await student();
  const conversationId = await begin(ann, inge);
  const hers = await Page.open(ann, one);
  await hers.attend(conversationId);
  const store = openReadStore({ url: house.mongoUrl });
  await store.db
    .collection<{ _id: string; lasting: number; until: Date }>('signs')
    .insertOne({ _id: `online ${inge.personId} - ${newId()}`, lasting: 3000, until: new Date(Date.now() + 3000) });
  await until('Ann sees that Inge is there', () => hers.presence.some(({ personId, online }) => personId === inge.personId && online));
  await until('and that the sign has faded', () => hers.online(inge) === false);
  await store.close();
});
