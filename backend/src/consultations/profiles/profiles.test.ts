import type { EditProfileRequest, ProfileEvent, Role } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { people, type Person } from '../../accounts/person.ts';
import { given } from '../../deciding/given.ts';
import { decide as changePhoto } from './change-photo.ts';
import { decide as edit } from './edit-profile.ts';
import { profiles } from './profile.ts';

const instructorId = 'inge';
const person = (...roles: readonly Role[]): Person =>
  (
    [
      { type: 'accounts.PersonRegistered.v2', data: { personId: instructorId, name: 'Inge', email: 'i@example.org', timeZone: 'UTC' } },
      { type: 'accounts.RolesChanged.v1', data: { personId: instructorId, added: roles, removed: [] } },
    ] as const
  ).reduce(people.evolve, people.initial);
const inge = person('student', 'instructor');

const text: EditProfileRequest = {
  headline: 'Logic',
  biography: 'Long.',
  subjects: ['Logic', 'Proofs'],
  languages: ['en'],
  price: null,
  timeZone: 'Europe/Berlin',
};
const edited: ProfileEvent = { type: 'consultations.ProfileEdited.v1', data: { instructorId, ...text } };
const photo = (imageId: string | null): ProfileEvent => ({ type: 'consultations.PhotoChanged.v1', data: { instructorId, imageId } });

test('an instructor says who they are; the same again is nothing new', () => {
  given(profiles)
    .when((profile) => edit(profile, inge, { instructorId, edit: text }))
    .then(edited);
  given(profiles, edited)
    .when((profile) => edit(profile, inge, { instructorId, edit: text }))
    .nothing();
});

test('a subject or a language stands there once', () => {
  const twice = { ...text, subjects: ['Logic', 'logic', 'Proofs'], languages: ['en', 'en'] };
  given(profiles)
    .when((profile) => edit(profile, inge, { instructorId, edit: twice }))
    .then({ ...edited, data: { ...edited.data, subjects: ['logic', 'Proofs'] } } as ProfileEvent);
});

test('a photo comes and goes, and an edit leaves it', () => {
  given(profiles, edited)
    .when((profile) => changePhoto(profile, inge, instructorId, 'p1'))
    .then(photo('p1'));
  given(profiles, photo('p1'))
    .when((profile) => changePhoto(profile, inge, instructorId, 'p1'))
    .nothing();
  given(profiles, photo('p1'))
    .when((profile) => changePhoto(profile, inge, instructorId, null))
    .then(photo(null));
  expect([photo('p1'), edited].reduce(profiles.evolve, profiles.initial).photo).toBe('p1');
});

test('who offers no consultations has no profile to write', () => {
  for (const nobody of [person('student', 'admin'), people.initial]) {
    given(profiles)
      .when((profile) => edit(profile, nobody, { instructorId, edit: text }))
      .refused('instructor-not-found');
    given(profiles)
      .when((profile) => changePhoto(profile, nobody, instructorId, 'p1'))
      .refused('instructor-not-found');
  }
});
