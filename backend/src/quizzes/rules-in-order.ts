import type { FieldError, Instant } from '@lyceum/contracts';

interface Dates {
  readonly opensAt: Instant | null;
  readonly dueAt: Instant | null;
  readonly closesAt: Instant | null;
}

const time = (at: Instant): number => Date.parse(at);

/** What is wrong among the dates of a quiz: it opens, is due and closes in this order. The paths begin with `above`. */
export function datesOutOfOrder({ opensAt, dueAt, closesAt }: Dates, above = ''): FieldError[] {
  const error = (field: keyof Dates, message: string): FieldError => ({ path: `${above}${field}`, rule: 'order', message });
  return [
    ...(opensAt !== null && dueAt !== null && time(dueAt) <= time(opensAt) ? [error('dueAt', 'This must be after the quiz opens.')] : []),
    ...(opensAt !== null && closesAt !== null && time(closesAt) <= time(opensAt)
      ? [error('closesAt', 'This must be after the quiz opens.')]
      : []),
    ...(dueAt !== null && closesAt !== null && time(dueAt) > time(closesAt)
      ? [error('dueAt', 'This must not be after the quiz closes: by then every attempt has ended.')]
      : []),
  ];
}
