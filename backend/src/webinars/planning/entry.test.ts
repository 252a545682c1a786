import type { RegistrationRow, WebinarRow } from '@lyceum/projections';
import { expect, test } from 'vitest';
import { ownEntry } from './entry.ts';

const row = {
  webinarId: 'w',
  title: 'Sound',
  start: 's',
  end: 'e',
  planned: 'p',
  involved: ['host', 'ada'],
  cancelled: null,
} as unknown as WebinarRow;
const status = (personId: string, phase?: RegistrationRow['phase'], of: WebinarRow = row) =>
  ownEntry(of, personId, phase && ({ phase } as RegistrationRow))?.status;

test('what somebody hosts, speaks in or has a place in is in their calendar; what waits for a yes or a seat is not certain', () => {
  expect(status('host')).toBe('confirmed');
  expect(status('ada', 'none')).toBe('confirmed');
  expect(status('ann', 'confirmed')).toBe('confirmed');
  expect(['requested', 'waiting'].map((phase) => status('ann', phase as 'waiting'))).toEqual(['tentative', 'tentative']);
  expect(['none', 'refused', undefined].map((phase) => status('ann', phase as 'none'))).toEqual([undefined, undefined, undefined]);
});

test('what does not take place is not', () => {
  expect(status('host', undefined, { ...row, cancelled: 'Ill' })).toBeUndefined();
});
