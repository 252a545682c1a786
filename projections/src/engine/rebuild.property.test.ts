import { comparePositions, type AcademyEvent, type GradeCause, type Recorded } from '@lyceum/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MODELS } from '../models.ts';
import { availabilitySet, bookingCancelled, bookingHeld, profileEdited, reviewHidden, reviewWritten } from '../testing/consultations.ts';
import {
  conversationBegun,
  courseCreated,
  enrolled,
  graded,
  gradedAnew,
  left,
  messageSent,
  messagesRead,
  registered,
  regradeDrafted,
  regradePublished,
  rolesChanged,
  started,
  submitted,
} from '../testing/facts.ts';
import { history, id } from '../testing/history.ts';
import { MemoryStore } from '../testing/memory-store.ts';
import { Group } from './group.ts';
import { shownPosition } from './records.ts';
import { Table } from './table.ts';

const person = fc.integer({ min: 1, max: 3 }).map(id);
const course = fc.integer({ min: 11, max: 12 }).map(id);
const attempt = fc.record({
  attemptId: fc.integer({ min: 21, max: 24 }).map(id),
  quizId: fc.integer({ min: 31, max: 32 }).map(id),
  courseId: course,
  studentId: person,
});
const marks = fc.array(fc.constantFrom(0, 0.3333333, 0.5, 1), { minLength: 1, maxLength: 3 });
const regradeId = fc.integer({ min: 41, max: 42 }).map(id);
const cause: fc.Arbitrary<GradeCause> = fc.oneof(
  fc.constant({ kind: 'submission' as const }),
  fc.record({
    kind: fc.constant('marked' as const),
    slot: fc.constantFrom(1, 2),
    mark: fc.constantFrom(null, 1),
    comment: fc.constant(null),
    reason: fc.constant(null),
  }),
  fc.record({ kind: fc.constantFrom('regrade' as const, 'reversal' as const), regradeId }),
);
const conversation = fc.integer({ min: 51, max: 52 }).map(id);
const count = fc.integer({ min: 1, max: 4 });
const booking = fc.record({ bookingId: fc.integer({ min: 51, max: 53 }).map(id), instructorId: person, studentId: person });
const rating = fc.integer({ min: 1, max: 5 });
const role = fc.constantFrom('student' as const, 'admin' as const);

/** Any facts in any order, also such as no decision would allow: those have to be parked, and no more. */
const fact: fc.Arbitrary<AcademyEvent> = fc.oneof(
  person.map((personId) => registered(personId)),
  fc.tuple(person, role, role).map(([personId, added, removed]) => rolesChanged(personId, [added], [removed])),
  fc.tuple(course, person).map(([courseId, teacher]) => courseCreated(courseId, teacher)),
  fc.tuple(course, person, fc.boolean()).map(([courseId, studentId, again]) => enrolled(courseId, studentId, again)),
  fc.tuple(course, person).map(([courseId, studentId]) => left(courseId, studentId)),
  fc.tuple(attempt, fc.option(fc.constant('2026-03-02T10:00:00.000Z'))).map(([of, deadline]) => started(of, deadline)),
  attempt.map((of) => submitted(of)),
  fc.tuple(attempt, fc.integer({ min: 0, max: 4 })).map(([of, half]) => graded(of, half / 2)),
  fc.tuple(attempt, marks, fc.option(marks), cause).map(([of, now, former, why]) => gradedAnew(of, now, former, why)),
  fc.tuple(regradeId, attempt).map(([regrade, of]) => regradeDrafted(regrade, of)),
  fc.tuple(regradeId, attempt).map(([regrade, of]) => regradePublished(regrade, of)),
  conversation.map((of) => conversationBegun(of, id(1), id(2))),
  fc.tuple(conversation, count, fc.boolean()).map(([of, number, back]) => messageSent(of, number, id(back ? 2 : 1), id(back ? 1 : 2))),
  fc.tuple(conversation, count, fc.constantFrom(id(1), id(2))).map(([of, upTo, reader]) => messagesRead(of, reader, upTo)),
  person.map((personId) => profileEdited(personId)),
  person.map((personId) => availabilitySet(personId, { horizonDays: 2 })),
  booking.map((of) => bookingHeld(of, '2026-03-03T10:00:00.000Z')),
  booking.map((of) => bookingCancelled(of)),
  fc.tuple(booking, rating).map(([of, stars]) => reviewWritten(of, stars)),
  fc.tuple(booking, rating).map(([of, stars]) => reviewHidden(of, stars)),
);

const blockedOf = (store: MemoryStore, model: string): [string, string][] =>
  [...store.rows('parked').values()]
    .map((row) => [String(row['model']), String(row['key']), String(row['position'])] as const)
    .filter(([of, key]) => of === model && key !== '')
    .toSorted(([, , a], [, , b]) => (a < b ? -1 : 1))
    .map(([, key, position]) => [key, position]);

const groupAt = (store: MemoryStore, head: string): Group => {
  const checkpoint = store.rows('checkpoints').get('live')?.['position'];
  const position = typeof checkpoint === 'string' ? shownPosition(checkpoint) : null;
  const tables = MODELS.map((model) => new Table(model, 1, { blocked: blockedOf(store, model.name), empty: store.collections.size === 0 }));
  return new Group({
    store,
    checkpoints: [{ key: 'live' }],
    position,
    tables,
    freshAfter: head,
    pace: { few: 0, times: 0, least: 0, most: 0 },
  });
};

async function follow(store: MemoryStore, facts: readonly Recorded[], chunk: number): Promise<void> {
  const group = groupAt(store, facts.at(-1)?.position ?? '0');
  const { position } = group;
  const rest = facts.filter((each) => position === null || comparePositions(each.position, position) > 0);
  try {
    for (let from = 0; from < rest.length; from += chunk)
      await group.process(rest.slice(from, from + chunk).map((each) => ({ kind: 'fact', fact: each, position: each.position })));
    await group.settle();
  } finally {
    await group.end();
  }
}

test('however the facts come and wherever it breaks, the rows are those of a rebuild in one go', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fact, { maxLength: 60 }),
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 4 }),
      async (happened, chunk, breaks) => {
        const facts = history(...happened);
        const rebuilt = new MemoryStore();
        await follow(rebuilt, facts, 1000);
        const live = new MemoryStore();
        for (const writes of breaks) {
          live.left = writes;
          await follow(live, facts, chunk).catch(() => {});
          live.left = Infinity;
        }
        await follow(live, facts, chunk);
        for (const { name } of MODELS) expect(asText(live, `${name}.1`)).toBe(asText(rebuilt, `${name}.1`));
        expect(asText(live, 'parked')).toBe(asText(rebuilt, 'parked'));
      },
    ),
    { numRuns: 300 },
  );
});

const asText = (store: MemoryStore, name: string): string =>
  [...store.rows(name)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => JSON.stringify(row))
    .join('\n');
