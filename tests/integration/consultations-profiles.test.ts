import type { InstructorDetail, InstructorItem, OwnProfile, Page, PhotoStands } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { png } from '../harness/png.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let [admin, inge, olaf, ann]: Person[] = [];

const PROFILE = {
  headline: 'Proofs, slowly',
  biography: 'I teach **logic**.',
  subjects: ['Formal Logic', 'Sets'],
  languages: ['en', 'uk'],
  price: { amount: 4000, currency: 'EUR' },
  timeZone: 'Europe/Kyiv',
};

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  inge = await backend.api.person('Inge Berg', ['student', 'instructor'], admin);
  olaf = await backend.api.person('Olaf Stein', ['instructor'], admin);
  ann = await backend.api.person('Ann');
  await inge.put('/api/instructors/me/profile', PROFILE);
  const free = { ...PROFILE, headline: 'Numbers', subjects: ['Algebra'], languages: ['de'], price: null };
  ann.saw((await olaf.try('PUT', '/api/instructors/me/profile', free)).position);
});
afterAll(() => house?.close());

const listed = async (query: string) =>
  (await ann!.get<Page<InstructorItem>>(`/api/instructors?${query}`)).items.map(({ name }) => name?.split(' ')[0]);

test('a subject is one line that can be seen', async () => {
  for (const subject of ['Sets\nProofs', 'Sets\u202e', '\u200b', 'x'.repeat(61)]) {
    const { problem } = await inge!.try('PUT', '/api/instructors/me/profile', { ...PROFILE, subjects: [subject] });
    expect(problem?.errors?.map(({ path }) => path)).toEqual(['subjects.0']);
  }
});

describe('the list of instructors', () => {
  test('is for everybody', async () => {
    const { body } = await backend.api.call<Page<InstructorItem>>('GET', '/api/instructors', undefined, {
      headers: { 'lyceum-position': ann!.seen! },
    });
    expect(body.items.map(({ name }) => name)).toEqual(['Inge Berg', 'Olaf Stein']);
    expect(body.items[0]).toEqual({
      instructorId: inge!.personId,
      name: 'Inge Berg',
      headline: 'Proofs, slowly',
      subjects: ['Formal Logic', 'Sets'],
      languages: ['en', 'uk'],
      price: { amount: 4000, currency: 'EUR' },
      timeZone: 'Europe/Kyiv',
      photo: null,
      rating: null,
      nextFree: null,
    });
  });

  test.each([
    ['search=berg', ['Inge']],
    ['search=logic proofs', ['Inge']],
    ['search=nobody', []],
    ['subject=formal logic', ['Inge']],
    ['subject=formal', []],
    ['language=de', ['Olaf']],
    ['maxPrice=3999', ['Olaf']],
    ['maxPrice=4000', ['Inge', 'Olaf']],
    ['minRating=4', []],
    ['freeWithinDays=7', []],
    ['sort=rating', ['Inge', 'Olaf']],
    ['language=uk&subject=sets&search=inge', ['Inge']],
  ])('%s finds %j', async (query, names) => expect((await listed(query)).toSorted()).toEqual(names));

  test('comes in pages', async () => {
    const first = await ann!.get<Page<InstructorItem>>('/api/instructors?limit=1&sort=soonest');
    const second = await ann!.get<Page<InstructorItem>>(`/api/instructors?limit=1&sort=soonest&cursor=${first.next}`);
    const names = [...first.items, ...second.items].map(({ name }) => name).toSorted();
    expect([names, second.next]).toEqual([['Inge Berg', 'Olaf Stein'], null]);
    expect((await ann!.try('GET', '/api/instructors?cursor=nonsense')).status).toBe(400);
  });

  test('has nobody without a profile, and nobody who is no instructor any more', async () => {
    const eva = await backend.api.person('Eva', ['instructor'], admin);
    ann!.saw(admin!.seen);
    expect(await listed('search=eva')).toEqual([]);
    await eva.put('/api/instructors/me/profile', PROFILE);
    ann!.saw(eva.seen);
    expect(await listed('search=eva')).toEqual(['Eva']);
    await admin!.put(`/api/people/${eva.personId}/roles`, { roles: ['student'] });
    ann!.saw(admin!.seen);
    expect(await listed('search=eva')).toEqual([]);
    for (const path of ['', '/reviews'])
      expect((await ann!.try('GET', `/api/instructors/${eva.personId}${path}`)).problem?.code).toBe('instructor-not-found');
  });
});

describe('a profile', () => {
  test('is read by everybody, and says nothing of sessions that are not offered yet', async () => {
    const detail = await ann!.get<InstructorDetail>(`/api/instructors/${inge!.personId}`);
    expect(detail).toMatchObject({ biography: 'I teach **logic**.', lengths: [], approval: false, cancellation: null });
    expect((await ann!.try('GET', `/api/instructors/${ann!.personId}`)).status).toBe(404);
  });

  test('is written by its instructor and by admins alone', async () => {
    expect((await ann!.try('PUT', '/api/instructors/me/profile', PROFILE)).status).toBe(403);
    expect((await olaf!.try('PUT', `/api/instructors/${inge!.personId}/profile`, PROFILE)).status).toBe(403);
    expect((await olaf!.try('GET', `/api/instructors/${inge!.personId}/profile`)).status).toBe(403);
    expect((await admin!.try('PUT', `/api/instructors/${ann!.personId}/profile`, PROFILE)).problem?.code).toBe('instructor-not-found');
    await admin!.put(`/api/instructors/${olaf!.personId}/profile`, { ...PROFILE, headline: 'Numbers, and more' });
    const own = await olaf!.get<OwnProfile>('/api/instructors/me/profile');
    expect(own).toMatchObject({ name: 'Olaf Stein', profile: { headline: 'Numbers, and more' }, photo: null });
  });

  test('is not overwritten by who has not seen its newest state', async () => {
    const { headers } = await inge!.try('GET', '/api/instructors/me/profile');
    const expected = { headers: { 'if-match': headers.get('etag')! } };
    expect((await inge!.try('PUT', '/api/instructors/me/profile', { ...PROFILE, headline: 'Anew' }, expected)).status).toBe(200);
    expect((await inge!.try('PUT', '/api/instructors/me/profile', PROFILE, expected)).problem?.code).toBe('revision-conflict');
  });

  test('has each field held to its form', async () => {
    const wrong = { ...PROFILE, headline: ' ', languages: ['english'], timeZone: 'Kyiv', price: { amount: -1, currency: 'euro' } };
    const { problem } = await inge!.try('PUT', '/api/instructors/me/profile', wrong);
    expect(problem?.errors?.map(({ path }) => path)).toEqual(['headline', 'languages.0', 'price.amount', 'price.currency', 'timeZone']);
  });
});

describe('a photo', () => {
  const type = (kind: string) => ({ headers: { 'content-type': kind } });

  test('is a square that everybody sees, as long as it is the photo', async () => {
    const { status, body } = await inge!.try<PhotoStands>('POST', '/api/instructors/me/photo', png(900, 600), type('image/png'));
    expect([status, body.instructorId]).toEqual([201, inge!.personId]);
    ann!.saw(inge!.seen);
    expect((await ann!.get<InstructorDetail>(`/api/instructors/${inge!.personId}`)).photo).toBe(body.photo);
    const shown = await fetch(`${backend.url}/api/images/${body.photo}`);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/webp']);
    const bytes = Buffer.from(await shown.arrayBuffer());
    expect([bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff]).toEqual([512, 512]);

    await inge!.delete('/api/instructors/me/photo');
    const other = await house.backend();
    expect((await fetch(`${other.url}/api/images/${body.photo}`)).status).toBe(401);
    expect((await ann!.try('GET', `/api/images/${body.photo}`)).status).toBe(404);
    await other.close();
  });

  test('is put there by an admin too, and by nobody else', async () => {
    const path = `/api/instructors/${olaf!.personId}/photo`;
    expect((await inge!.try('POST', path, png(20, 20), type('image/png'))).status).toBe(403);
    expect((await ann!.try('POST', '/api/instructors/me/photo', png(20, 20), type('image/png'))).status).toBe(403);
    expect((await admin!.try('POST', path, png(20, 20), type('image/png'))).status).toBe(201);
    expect((await admin!.try('DELETE', path)).status).toBe(200);
  });

  test('is an image', async () => {
    const { problem } = await inge!.try('POST', '/api/instructors/me/photo', Buffer.from('no image'), type('image/png'));
    expect(problem?.code).toBe('image-unreadable');
  });
});
