import type { AdminEvent } from '@lyceum/contracts';
import { describe, test } from 'vitest';
import { given } from '../deciding/given.ts';
import { admins, appoint, dismiss } from './admins.ts';

const appointed = (personId: string): AdminEvent => ({ type: 'accounts.AdminAppointed.v1', data: { personId } });
const dismissed = (personId: string): AdminEvent => ({ type: 'accounts.AdminDismissed.v1', data: { personId } });

describe('who counts as an admin', () => {
  test('somebody new is appointed once', () => {
    given(admins)
      .when((known) => appoint(known, ['ann']))
      .then(appointed('ann'));
    given(admins, appointed('ann'))
      .when((known) => appoint(known, ['ann']))
      .nothing();
  });

  test('one of two can go', () => {
    given(admins, appointed('ann'), appointed('bob'))
      .when((known) => dismiss(known, ['ann']))
      .then(dismissed('ann'));
  });

  test('the last one cannot go, nor all at once', () => {
    given(admins, appointed('ann'))
      .when((known) => dismiss(known, ['ann']))
      .refused('last-admin');
    given(admins, appointed('ann'), appointed('bob'))
      .when((known) => dismiss(known, ['bob', 'ann']))
      .refused('last-admin');
    given(admins, appointed('ann'), appointed('bob'), dismissed('bob'))
      .when((known) => dismiss(known, ['ann']))
      .refused('last-admin');
  });

  test('somebody who does not count can only go when somebody else does', () => {
    given(admins, appointed('ann'))
      .when((known) => dismiss(known, ['eve']))
      .nothing();
    given(admins)
      .when((known) => dismiss(known, ['eve']))
      .refused('last-admin');
  });
});
