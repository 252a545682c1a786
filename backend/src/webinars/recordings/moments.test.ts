import type { Recorded, RoomEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { momentsOf } from './moments.ts';

const BEGIN = Date.parse('2027-03-01T10:00:00Z');
const of = { roomId: 'room' };
const fact = (seconds: number, event: RoomEvent): Recorded<RoomEvent> =>
  ({ ...event, metadata: { at: new Date(BEGIN + seconds * 1000).toISOString() } }) as Recorded<RoomEvent>;
const said = (messageId: string, text: string, to: 'all' | 'hosts' = 'all'): RoomEvent => ({
  type: 'webinars.ChatSent.v1',
  data: { ...of, messageId, authorId: 'ann', to, text },
});

const facts = [
  fact(-60, {
    type: 'webinars.DeckAdded.v2',
    data: {
      ...of,
      deckId: 'deck',
      title: 'Waves',
      pages: [
        { imageId: 'one', text: 'What a wave is' },
        { imageId: 'two', text: '' },
      ],
    },
  }),
  fact(-50, { type: 'webinars.SlideShown.v1', data: { ...of, deckId: 'deck', page: 0 } }),
  fact(-10, said('early', 'Before')),
  fact(5, said('a', 'Hello')),
  fact(6, said('b', 'Not for all', 'hosts')),
  fact(7, said('c', 'Oops')),
  fact(8, { type: 'webinars.HandRaised.v1', data: { ...of, personId: 'ann' } }),
  fact(10, { type: 'webinars.SlideShown.v1', data: { ...of, deckId: 'deck', page: 1 } }),
  fact(11, {
    type: 'webinars.PollOpened.v1',
    data: { ...of, pollId: 'poll', question: 'Faster?', choices: [{ id: 'y', text: 'Yes' }], multiple: false, live: true },
  }),
  fact(12, { type: 'webinars.PollVoted.v1', data: { ...of, personId: 'ann', pollId: 'poll', choices: ['y'] } }),
  fact(13, { type: 'webinars.PollClosed.v1', data: { ...of, pollId: 'poll' } }),
  fact(100, said('late', 'After')),
  fact(200, { type: 'webinars.ChatRemoved.v1', data: { ...of, messageId: 'c' } }),
];

test('what happened is told in step with the recording; what was shown before it is shown from its beginning', () => {
  const moments = momentsOf(facts, BEGIN, BEGIN + 60_000, () => 'Ann');
  const ann = { personId: 'ann', name: 'Ann' };
  expect(moments).toEqual([
    { what: 'slide', at: 0, image: '/api/images/one', title: 'Waves', page: 1, pages: 2, text: 'What a wave is' },
    { what: 'chat', at: 5, person: ann, text: 'Hello' },
    { what: 'chat', at: 7, person: ann, text: null },
    { what: 'hand', at: 8, person: ann, up: true },
    { what: 'slide', at: 10, image: '/api/images/two', title: 'Waves', page: 2, pages: 2, text: '' },
    { what: 'poll', at: 11, question: 'Faster?', results: null },
    { what: 'poll', at: 13, question: 'Faster?', results: [{ text: 'Yes', votes: 1 }] },
  ]);
});
