import { expect, test } from 'vitest';
import { enrolled } from '../testing/facts.ts';
import { history, id, recorded, rowsOf } from '../testing/history.ts';
import { streams } from '../streams/projection.ts';
import { journal } from './projection.ts';

const [course, ann, ben] = [id(1), id(2), id(3)];

test('every fact has its place, and is found by whom it names and who did it', () => {
  const fact = recorded(enrolled(course, ann), 0);
  const rows = rowsOf(journal, [{ ...fact, metadata: { ...fact.metadata, by: ben } }]);
  expect(rows.get(fact.id)).toEqual({
    stream: fact.stream,
    revision: 0,
    type: 'enrolments.StudentEnrolled.v1',
    at: fact.metadata.at,
    people: [ben, ann],
    correlationId: fact.metadata.correlationId,
  });
});

test('a stream says how many facts it has, since when, and what came last', () => {
  const facts = history(enrolled(course, ann), enrolled(course, ben));
  expect([...rowsOf(streams, facts).values()]).toEqual([
    {
      stream: facts[0]!.stream,
      facts: 2,
      since: facts[0]!.recorded,
      last: facts[1]!.recorded,
      lastType: 'enrolments.StudentEnrolled.v1',
    },
  ]);
});
