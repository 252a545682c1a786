import { expect, test } from 'vitest';
import { gradings, noGrading } from './projection.ts';

test('students are told that the gradebook adds up otherwise, and nothing of how or of columns', () => {
  const row = { ...noGrading('c1'), columns: [{ columnId: 'h1', title: 'Talk', maxScore: 10 }], ever: ['h1'] };
  const views = gradings.views(row);
  expect(views.find(({ audience }) => audience === 'staff')).toEqual({ room: 'course:c1', audience: 'staff', row });
  expect(views.filter(({ audience }) => audience === 'member')).toEqual([
    { room: 'course:c1', audience: 'member', row: { courseId: 'c1' } },
  ]);
});
