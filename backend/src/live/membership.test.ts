import type { Change } from '@lyceum/contracts';
import type { Audience, ChangedRow } from '@lyceum/projections';
import { beforeEach, describe, expect, test } from 'vitest';
import { Membership } from './membership.ts';

const ROOM = 'course:c';
const changed = (key: string, position: number, audience: Audience = 'member'): ChangedRow => ({
  model: 'courses',
  key,
  position: String(position),
  views: [{ room: ROOM, audience, row: { key } }],
});

let told: string[];
const client = {
  change: ({ key, position }: Change) => void told.push(`${key}@${position}`),
  follow: () => void told.push('follows'),
  unfollow: () => void told.push('stops following'),
};
const join = (audience: Audience = 'member') => new Membership(ROOM, audience, client);

beforeEach(() => {
  told = [];
});

describe('one client in one room', () => {
  test('tells what was missed, then what happened meanwhile, each once', () => {
    const membership = join();
    membership.happened(changed('a', 11));
    membership.happened(changed('b', 12));
    membership.caughtUp([changed('x', 7), changed('a', 11)], '10');
    expect(told).toEqual(['x@7', 'a@11', 'b@12']);
  });

  test('does not tell again what was read before it was heard of', () => {
    const membership = join();
    membership.caughtUp([changed('a', 11)], '10');
    membership.happened(changed('a', 11));
    membership.happened(changed('b', 9));
    membership.happened(changed('a', 12));
    expect(told).toEqual(['a@11', 'a@12']);
  });

  test('follows the room only when the live changes are past all that was read', () => {
    const membership = join();
    membership.caughtUp([changed('a', 15)], '10');
    membership.reached('12');
    expect(membership.following).toBe(false);
    membership.reached('15');
    expect(membership.following).toBe(true);
    expect(told).toEqual(['a@15', 'follows']);
  });

  test('catches up again after changes may have been missed', () => {
    const membership = join();
    membership.caughtUp([], '10');
    membership.reached('10');
    membership.catchUpAgain(new Map([['courses c', '11']]));
    membership.happened(changed('b', 14));
    membership.caughtUp([changed('c', 11), changed('a', 12), changed('b', 14)], '13');
    expect(told).toEqual(['follows', 'stops following', 'a@12', 'b@14']);
  });

  test('what is for the staff is told to the staff alone', () => {
    const member = join('member');
    member.caughtUp([changed('draft', 5, 'staff'), changed('open', 6)], '6');
    const staff = join('staff');
    staff.caughtUp([changed('draft', 5, 'staff'), changed('open', 6)], '6');
    expect(told).toEqual(['open@6', 'draft@5', 'open@6']);
  });
});
