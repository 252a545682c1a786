import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../harness/until.ts';
import { House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
});
afterAll(() => house?.close());

const password = 'correct horse battery';
let number = 0;
const somebody = () => ({ email: `somebody-${++number}@academy.example`, name: `Somebody ${number}`, password });
const keysOf = ({ email }: { email: string }) => ({ email, password });

describe('signing up and in', () => {
  test('from nothing to a signed-in student without waiting for any read model', async () => {
    const person = somebody();
    const signedUp = await backend.api.call<{ personId: string }>('POST', '/api/accounts', {
      ...person,
      email: `  ${person.email.toUpperCase()} `,
    });
    expect(signedUp.status).toBe(201);
    const { accessToken, expiresIn } = (
      await backend.api.call<{ accessToken: string; expiresIn: number }>('POST', '/api/sessions', keysOf(person))
    ).body;
    expect(expiresIn).toBe(900);
    const me = await backend.api.call('GET', '/api/me', undefined, { token: accessToken });
    expect(me.body).toEqual({
      personId: signedUp.body.personId,
      email: person.email,
      name: person.name,
      roles: ['student'],
      timeZone: 'UTC',
    });
  });

  test('an address is taken once, also when two ask at the same moment and at two backends', async () => {
    const other = await house.backend();
    const person = somebody();
    const answers = await Promise.all(
      [backend, other, backend, other].map(({ api }, i) => api.try('POST', '/api/accounts', { ...person, name: `Twin ${i}` })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409]);
    expect(answers.filter(({ problem }) => problem).map(({ problem }) => problem?.code)).toEqual(Array(3).fill('email-taken'));
    await other.close();
  });

  test('sixty behind one address sign up and in at once', async () => {
    const people = Array.from({ length: 60 }, somebody);
    const signedUp = await Promise.all(people.map((person) => backend.api.try('POST', '/api/accounts', person)));
    expect(new Set(signedUp.map(({ status }) => status))).toEqual(new Set([201]));
    const signedIn = await Promise.all(people.map(({ email }) => backend.api.try('POST', '/api/sessions', { email, password })));
    expect(new Set(signedIn.map(({ status }) => status))).toEqual(new Set([201]));
  });

  test('a wrong password and an unknown address are told in the same words', async () => {
    const person = somebody();
    await backend.api.call('POST', '/api/accounts', person);
    const wrong = await backend.api.try('POST', '/api/sessions', { email: person.email, password: 'not the password' });
    const unknown = await backend.api.try('POST', '/api/sessions', { email: 'nobody@academy.example', password });
    expect(wrong).toMatchObject({ status: 401, problem: { code: 'wrong-credentials' } });
    expect(unknown.body).toEqual(wrong.body);
  });

  test('a registration that broke off after its reservation is taken up by the next who asks', async () => {
    const { Streams } = await import('../../backend/src/deciding/streams.ts');
    const { firstTry } = await import('../../backend/src/deciding/context.ts');
    const { accept } = await import('../../backend/src/deciding/decision.ts');
    const { EmailIndex, emails } = await import('../../backend/src/accounts/email.ts');
    const person = somebody();
    const personId = '019523a4-7b1c-7d5e-9f40-3c2a8e6b1d71';
    const index = backend.app.get(EmailIndex, { strict: false }).of(person.email);
    await backend.app
      .get(Streams, { strict: false })
      .decide(emails, index, firstTry(null, new Date().toISOString()), () =>
        accept({ type: 'accounts.EmailReserved.v1', data: { personId } }),
      );
    const answers = await Promise.all([1, 2].map(() => backend.api.try<{ personId: string }>('POST', '/api/accounts', person)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 201)?.body.personId).toBe(personId);
    await backend.api.signIn(keysOf(person));
  });
});

describe('failed tries', () => {
  const from = (place: string) => ({ headers: { 'x-forwarded-for': place } });

  test('are limited where they come from, and the right password gets through all the same', async () => {
    const person = somebody();
    await backend.api.call('POST', '/api/accounts', person);
    const attack = { email: person.email, password: 'a guess' };
    const tries = await Promise.all(
      Array.from({ length: 30 }, () => backend.api.try('POST', '/api/sessions', attack, from('203.0.113.1'))),
    );
    expect(tries.every(({ status }) => status === 401 || status === 429)).toBe(true);
    expect(tries.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(10);
    const limited = await backend.api.try('POST', '/api/sessions', attack, from('203.0.113.1'));
    expect(limited).toMatchObject({ status: 429, problem: { code: 'too-many-requests' } });
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);

    expect((await backend.api.try('POST', '/api/sessions', keysOf(person), from('198.51.100.7'))).status).toBe(201);
    await until(
      'the attacker’s turn is over',
      async () => (await backend.api.try('POST', '/api/sessions', keysOf(person), from('203.0.113.1'))).status === 201,
      { seconds: 40 },
    );
  });

  test('are counted by network where one line has more addresses than anybody could count', async () => {
    const person = somebody();
    const attack = { email: person.email, password: 'a guess' };
    for (let i = 0; i < 10; i++) await backend.api.try('POST', '/api/sessions', attack, from(`2001:db8:7:1::${i}`));
    expect((await backend.api.try('POST', '/api/sessions', attack, from('2001:db8:7:1:a:b:c:d'))).status).toBe(429);
    expect((await backend.api.try('POST', '/api/sessions', attack, from('2001:db8:7:2::1'))).status).toBe(401);
  });

  test('are counted for all backends together', async () => {
    const other = await house.backend();
    const person = somebody();
    const attack = { email: person.email, password: 'a guess' };
    for (let i = 0; i < 10; i++) await (i % 2 ? other : backend).api.try('POST', '/api/sessions', attack, from('203.0.113.2'));
    expect((await other.api.try('POST', '/api/sessions', attack, from('203.0.113.2'))).status).toBe(429);
    expect((await backend.api.try('POST', '/api/sessions', attack, from('203.0.113.2'))).status).toBe(429);
    await other.close();
  });
});

/** A browser, as far as cookies go. */
class Browser {
  readonly cookies = new Map<string, string>();

  constructor(private readonly url: string) {}

  async send(method: string, path: string, headers: Record<string, string> = {}, body?: unknown) {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return {
      status: response.status,
      setCookies: response.headers.getSetCookie(),
      body: (await response.json().catch(() => null)) as { code?: string },
    };
  }
}

async function signedInBrowser(url = backend.url) {
  const person = somebody();
  await backend.api.call('POST', '/api/accounts', person);
  const browser = new Browser(url);
  const signedIn = await browser.send('POST', '/api/sessions', {}, { email: person.email, password });
  return { browser, signedIn, person };
}

describe('sessions in a browser', () => {
  test('live in cookies that no script reads and no other site sends along', async () => {
    const { browser, signedIn } = await signedInBrowser();
    expect(signedIn.setCookies).toHaveLength(2);
    for (const cookie of signedIn.setCookies) expect(cookie).toMatch(/^lyceum-(access|refresh)=.*; Path=\/;.*HttpOnly; SameSite=Lax$/);
    expect((await browser.send('GET', '/api/me')).status).toBe(200);
  });

  test('over https their names hold other hosts off', async () => {
    const secure = await house.backend({ env: { LYCEUM_PUBLIC_URL: 'https://academy.example' } });
    const { signedIn } = await signedInBrowser(secure.url);
    for (const cookie of signedIn.setCookies) expect(cookie).toMatch(/^__Host-lyceum-\w+=.*; Path=\/;.*Secure; SameSite=Lax$/);
    await secure.close();
  });

  test('a write from another site is turned away, one from our own pages is not', async () => {
    const { browser } = await signedInBrowser();
    const { host } = new URL(backend.url);
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://${host}.evil.example` },
    ];
    for (const headers of foreign) {
      expect(await browser.send('POST', '/api/sessions/refresh', headers)).toMatchObject({ status: 403, body: { code: 'cross-site' } });
      expect((await browser.send('DELETE', '/api/sessions/current', headers)).status).toBe(403);
    }
    expect((await browser.send('GET', '/api/me', { 'sec-fetch-site': 'cross-site' })).status).toBe(200);
    expect(
      (await browser.send('POST', '/api/sessions/refresh', { 'sec-fetch-site': 'same-origin', origin: `http://${host}` })).status,
    ).toBe(200);
  });

  test('two tabs refresh at the same moment and both stay signed in', async () => {
    const { browser } = await signedInBrowser();
    const tabs = await Promise.all([1, 2, 3].map(() => browser.send('POST', '/api/sessions/refresh')));
    expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(tabs.map(({ setCookies }) => /lyceum-refresh=([^;]*)/.exec(setCookies.join())?.[1])).size).toBe(1);
    expect((await browser.send('POST', '/api/sessions/refresh')).status).toBe(200);
  });

  test('a used refresh token that comes back ends the session for whoever holds it', async () => {
    const { browser } = await signedInBrowser();
    const stolen = new Browser(backend.url);
    for (const [name, value] of browser.cookies) stolen.cookies.set(name, value);
    await browser.send('POST', '/api/sessions/refresh');
    await browser.send('POST', '/api/sessions/refresh');
    expect(await stolen.send('POST', '/api/sessions/refresh')).toMatchObject({ status: 401, body: { code: 'session-ended' } });
    expect(stolen.cookies.size).toBe(0);
    expect((await browser.send('GET', '/api/me')).status).toBe(401);
    expect((await browser.send('POST', '/api/sessions/refresh')).status).toBe(401);
  });

  test('a made-up refresh token ends nothing', async () => {
    const { browser } = await signedInBrowser();
    const [id, generation] = browser.cookies.get('lyceum-refresh')!.split('.');
    const forger = new Browser(backend.url);
    forger.cookies.set('lyceum-refresh', `${id}.${generation}.${'A'.repeat(43)}`);
    expect((await forger.send('POST', '/api/sessions/refresh')).status).toBe(401);
    expect((await browser.send('POST', '/api/sessions/refresh')).status).toBe(200);
  });

  test('signing out ends all tokens of the session, at every backend', async () => {
    const other = await house.backend();
    const { browser } = await signedInBrowser();
    const elsewhere = new Browser(other.url);
    for (const [name, value] of browser.cookies) elsewhere.cookies.set(name, value);
    expect((await elsewhere.send('GET', '/api/me')).status).toBe(200);
    const signedOut = await browser.send('DELETE', '/api/sessions/current');
    expect(signedOut.status).toBe(204);
    expect(browser.cookies.size).toBe(0);
    await until('the other backend has heard of it', async () => (await elsewhere.send('GET', '/api/me')).status === 401, { seconds: 15 });
    expect((await elsewhere.send('POST', '/api/sessions/refresh')).status).toBe(401);
    expect((await browser.send('DELETE', '/api/sessions/current')).status).toBe(401);
    await other.close();
  });
});

describe('changing the password', () => {
  const next = 'a staple for the horse';
  const change = (browser: Browser, current: string) => browser.send('PUT', '/api/me/password', {}, { current, next });

  test('signs out every other device at once, at every backend, and not this one', async () => {
    const other = await house.backend();
    const { browser, person } = await signedInBrowser();
    const stranger = new Browser(other.url);
    await stranger.send('POST', '/api/sessions', {}, keysOf(person));
    expect((await stranger.send('GET', '/api/me')).status).toBe(200);
    const token = stranger.cookies.get('lyceum-access');
    const socket = io(`${other.url}/webinars`, { auth: { token }, transports: ['websocket'], reconnection: false, forceNew: true });
    const left = new Promise((done) => socket.once('disconnect', done));
    await new Promise<void>((done) => socket.once('connect', done));

    expect((await change(browser, password)).status).toBe(204);
    await until('the other backend has heard of it', async () => (await stranger.send('GET', '/api/me')).status === 401, { seconds: 15 });
    await left;
    expect((await stranger.send('POST', '/api/sessions/refresh')).status).toBe(401);
    expect((await browser.send('GET', '/api/me')).status).toBe(200);
    expect((await browser.send('POST', '/api/sessions/refresh')).status).toBe(200);

    expect((await backend.api.try('POST', '/api/sessions', keysOf(person))).status).toBe(401);
    expect((await backend.api.try('POST', '/api/sessions', { email: person.email, password: next })).status).toBe(201);
    await other.close();
  });

  test('takes the password until now, and guessing it is limited as at the door', async () => {
    const { browser, person } = await signedInBrowser();
    expect(await change(browser, 'not the password')).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'current', rule: 'wrong' }] },
    });
    expect((await change(new Browser(backend.url), password)).status).toBe(401);
    for (let i = 0; i < 10; i++) await change(browser, 'not the password');
    const tries = await Promise.all(Array.from({ length: 25 }, () => change(browser, 'not the password')));
    expect(tries.some(({ status }) => status === 429)).toBe(true);
    expect(person.email).toBe((await backend.api.signIn(keysOf(person))).me.email);
  });
});
