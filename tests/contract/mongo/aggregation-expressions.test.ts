import type { Document } from 'mongodb';
import { describe, expect, test } from 'vitest';
import { overIn } from './aggregating.ts';
import { rejection, useServer } from './server.ts';

const over = overIn(useServer());
/** An expression's value for one document. */
const value = async (expression: unknown, doc: Document = {}): Promise<unknown> =>
  (await over([{ $project: { _id: 0, r: expression } }], [{ _id: 1, ...doc }]))[0]?.['r'];

describe('expressions', () => {
  test('arithmetic', async () => {
    expect(await value({ $add: [1, '$a', { $multiply: [2, 3] }] }, { a: 4 })).toBe(11);
    expect(await value({ $divide: [7, 2] })).toBe(3.5);
    expect(await value({ $round: [2.345, 2] })).toBe(2.35);
    expect(await value([{ $floor: -1.5 }, { $ceil: 1.2 }, { $abs: -3 }, { $mod: [7, 3] }, { $pow: [2, 10] }, { $sqrt: 9 }])).toEqual([
      -2, 2, 3, 1, 1024, 3,
    ]);
    expect(await rejection(value({ $divide: [1, 0] }))).toMatchObject({ code: 2 });
    expect(await rejection(value({ $add: [1, 'x'] }))).toMatchObject({ code: 14 });
  });

  test('logic and choice', async () => {
    expect(await value({ $cond: [{ $and: [{ $gt: ['$a', 1] }, { $not: '$b' }] }, 'yes', 'no'] }, { a: 2 })).toBe('yes');
    expect(await value({ $switch: { branches: [{ case: { $eq: ['$a', 2] }, then: 'two' }], default: 'other' } }, { a: 3 })).toBe('other');
    expect(await value({ $ifNull: ['$none', '$a', 5] }, { a: null })).toBe(5);
    expect(await value([{ $cmp: [1, 2] }, { $lte: ['a', 'b'] }, { $ne: ['$none', null] }])).toEqual([-1, true, true]);
  });

  test('arrays and sets', async () => {
    const doc = { l: [3, 1, 2] };
    expect(await value({ $map: { input: '$l', as: 'x', in: { $add: ['$$x', 1] } } }, doc)).toEqual([4, 2, 3]);
    expect(await value({ $filter: { input: '$l', cond: { $gte: ['$$this', 2] } } }, doc)).toEqual([3, 2]);
    expect(await value({ $reduce: { input: '$l', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, doc)).toBe(6);
    expect(
      await value(
        [
          { $size: '$l' },
          { $arrayElemAt: ['$l', -1] },
          { $in: [2, '$l'] },
          { $slice: ['$l', 1] },
          { $sortArray: { input: '$l', sortBy: 1 } },
          { $concatArrays: ['$l', [9]] },
          { $range: [0, 3] },
          { $indexOfArray: ['$l', 1] },
        ],
        doc,
      ),
    ).toEqual([3, 2, true, [3], [1, 2, 3], [3, 1, 2, 9], [0, 1, 2], 1]);
    expect(
      await value([
        {
          $setUnion: [
            [1, 2],
            [2, 3],
          ],
        },
        {
          $setIntersection: [
            [1, 2],
            [2, 3],
          ],
        },
        { $setIsSubset: [[1], [1, 2]] },
      ]),
    ).toEqual([[1, 2, 3], [2], true]);
    expect(
      await value({
        $zip: {
          inputs: [
            [1, 2],
            ['a', 'b'],
          ],
        },
      }),
    ).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });

  test('texts', async () => {
    expect(
      await value(
        [
          { $concat: ['a', '$s'] },
          { $toUpper: '$s' },
          { $substrCP: ['$s', 1, 2] },
          { $strLenCP: '$s' },
          { $split: ['a-b', '-'] },
          { $trim: { input: ' x ' } },
        ],
        { s: 'héllo' },
      ),
    ).toEqual(['ahéllo', 'HÉLLO', 'él', 5, ['a', 'b'], 'x']);
    expect(
      await value([
        { $regexMatch: { input: 'abc', regex: /B/i } },
        { $replaceAll: { input: 'a.b.c', find: '.', replacement: '-' } },
        { $indexOfCP: ['abc', 'c'] },
      ]),
    ).toEqual([true, 'a-b-c', 2]);
  });

  test('dates', async () => {
    const doc = { at: new Date('2024-02-29T13:45:10.123Z') };
    expect(
      await value(
        [{ $year: '$at' }, { $month: '$at' }, { $dayOfMonth: '$at' }, { $hour: '$at' }, { $dayOfWeek: '$at' }, { $isoWeek: '$at' }],
        doc,
      ),
    ).toEqual([2024, 2, 29, 13, 5, 9]);
    expect(await value({ $dateTrunc: { date: '$at', unit: 'week', startOfWeek: 'monday' } }, doc)).toEqual(
      new Date('2024-02-26T00:00:00Z'),
    );
    expect(await value({ $dateToString: { date: '$at', format: '%Y-%m-%d %H:%M' } }, doc)).toBe('2024-02-29 13:45');
    expect(await value({ $dateAdd: { startDate: '$at', unit: 'year', amount: 1 } }, doc)).toEqual(new Date('2025-02-28T13:45:10.123Z'));
    expect(await value({ $dateDiff: { startDate: new Date('2024-01-31'), endDate: '$at', unit: 'month' } }, doc)).toBe(1);
    expect(await value({ $subtract: ['$at', 123] }, doc)).toEqual(new Date('2024-02-29T13:45:10Z'));
  });

  test('types and documents', async () => {
    expect(
      await value(
        [{ $type: '$none' }, { $type: '$s' }, { $toInt: '42' }, { $toString: 4.5 }, { $convert: { input: 'x', to: 'int', onError: -1 } }],
        { s: 'x' },
      ),
    ).toEqual(['missing', 'string', 42, '4.5', -1]);
    expect(
      await value(
        [
          { $mergeObjects: ['$o', { b: 2 }] },
          { $objectToArray: '$o' },
          { $arrayToObject: [[['x', 1]]] },
          { $getField: { field: 'a', input: '$o' } },
        ],
        { o: { a: 1 } },
      ),
    ).toEqual([{ a: 1, b: 2 }, [{ k: 'a', v: 1 }], { x: 1 }, 1]);
    expect(await value({ $let: { vars: { x: 3 }, in: { $multiply: ['$$x', 2] } } })).toBe(6);
    expect(await value({ $literal: '$a' })).toBe('$a');
  });

  test('that there are not are refused (168), and variables that are not bound (17276)', async () => {
    expect(await rejection(value({ $nope: 1 }))).toHaveProperty('code');
    expect(await rejection(value('$$nope'))).toMatchObject({ code: 17276 });
  });
});
