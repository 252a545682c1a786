import { describe, expect, test } from 'vitest';
import { SyncFailure } from '../other-calendar.ts';
import { findCalendars } from './find-calendars.ts';
import { resourcesOf } from './multistatus.ts';
import type { CalDavServer } from './server.ts';

const answer = (href: string, name = ''): string =>
  `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>${href}</d:href><d:propstat><d:prop><d:resourcetype><c:calendar/></d:resourcetype>${name}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`;
const serverOf = (body: string) => ({ ask: async (url: URL) => ({ url, resources: resourcesOf(body) }) }) as unknown as CalDavServer;
const find = (body: string) => findCalendars(serverOf(body), new URL('https://calendar.example/'));

test('a calendar without a name is called as its address, however that is written', async () => {
  expect(await find(answer('/ann/work%20days/'))).toEqual([{ address: 'https://calendar.example/ann/work%20days/', name: 'work days' }]);
  expect(await find(answer('/ann/%zz/'))).toEqual([{ address: 'https://calendar.example/ann/%zz/', name: '%zz' }]);
});

/** What was read, or nothing where it was refused as unreadable. */
function readOrRefused(body: string): string {
  try {
    return JSON.stringify(resourcesOf(body));
  } catch (error) {
    if (error instanceof SyncFailure && error.problem === 'unreadable') return '';
    throw error;
  }
}

describe('an answer that is written to do harm', () => {
  test('blows up no entities', () => {
    const lines = ['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name, at) => `<!ENTITY ${name} "${`&${'abcdefgh'[at]};`.repeat(10)}">`);
    const bomb = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">${lines.join('')}]>${answer('/&i;/')}`;
    const began = performance.now();
    const text = readOrRefused(bomb);
    expect(text.length).toBeLessThan(10_000);
    expect(performance.now() - began).toBeLessThan(1000);
  });

  test('reads no files', () => {
    expect(readOrRefused(`<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${answer('/&x;/')}`)).not.toContain('root:');
  });

  test('changes nothing but itself', async () => {
    await find(answer('/a/', '<d:__proto__><d:polluted>1</d:polluted></d:__proto__>')).catch(() => []);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
