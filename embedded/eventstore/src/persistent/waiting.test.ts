import { expect, test } from 'vitest';
import type { Message } from './message.ts';
import { Waiting } from './waiting.ts';

const message = (place: number, replayed = false) => ({ place, replayed }) as Message;

const sentBy = (waiting: Waiting, judge: (message: Message) => 'sent' | 'skipped' | 'full' = () => 'sent'): number[] => {
  const places: number[] = [];
  waiting.offer((one) => {
    const sending = judge(one);
    if (sending === 'sent') places.push(one.place);
    return sending;
  });
  return places;
};

test('what is sent again comes first, in order, what was parked after it, what is new last', () => {
  const waiting = new Waiting(100);
  waiting.add(message(20));
  waiting.addAgain(message(0, true));
  waiting.addAgain(message(9));
  waiting.addAgain(message(3));
  waiting.addAgain(message(1, true));
  expect(sentBy(waiting)).toEqual([3, 9, 0, 1, 20]);
  expect(sentBy(waiting)).toEqual([]);
});

test('what nobody takes yet stays in its order, whatever passes it', () => {
  const waiting = new Waiting(100);
  for (const place of [1, 2, 3, 4, 5, 6]) waiting.add(message(place));
  const left = { slots: 2 };
  const judge = ({ place }: Message) => (place % 2 === 0 ? 'skipped' : left.slots-- > 0 ? 'sent' : 'full');
  expect(sentBy(waiting, judge)).toEqual([1, 3]);
  expect(sentBy(waiting)).toEqual([2, 4, 5, 6]);
});

test('a page has room only if more than it would fit', () => {
  const waiting = new Waiting(3);
  waiting.add(message(1));
  expect([waiting.hasRoomFor(1), waiting.hasRoomFor(2)]).toEqual([true, false]);
  waiting.addAgain(message(0));
  expect(waiting.hasRoomFor(1)).toBe(false);
});
