import { expect, test } from 'vitest';
import { attendanceCsv } from './csv.ts';

test('names stay names in a spreadsheet, whatever they are', () => {
  const person = (name: string) => ({ personId: name, name });
  const entry = { person: person('=HYPERLINK("x")'), first: '2027-03-01T10:00:00.000Z', last: null, minutes: 3.5, share: 0.5, stays: [] };
  expect(attendanceCsv({ items: [entry], absent: [person('Ann "A", B')] })).toBe(
    ['name,first,last,minutes,share', '"\'=HYPERLINK(""x"")",2027-03-01T10:00:00.000Z,,3.5,0.5', '"Ann ""A"", B",,,0,0', ''].join('\r\n'),
  );
});
