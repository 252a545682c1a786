import type { Id, Instant, Grain } from '@lyceum/contracts';

/** What figures are of: the whole academy, a course, what an instructor offers, or a quiz. */
export type Scope = 'all' | `course:${Id}` | `instructor:${Id}` | `quiz:${Id}`;

/** Of a quiz its figures since it was made are kept, of everything else those of every span. */
const SPANS: readonly Grain[] = ['ever', 'month', 'week', 'day', 'minute'];
const OF_A_QUIZ: readonly Grain[] = ['ever'];

const DAY = 86_400_000;

/** The Monday (UTC) of the week that the day lies in. It is asked ten times for one fact, and the next one is mostly of the same day. */
const mondayOf = (() => {
  let last = { day: '', monday: '' };
  return (day: string): string => {
    if (last.day === day) return last.monday;
    const at = Date.parse(`${day}T00:00:00.000Z`);
    const monday = new Date(at - ((new Date(at).getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10);
    last = { day, monday };
    return monday;
  };
})();

/** Where the span that an instant lies in begins. */
export function startOf(span: Grain, at: Instant): Instant | null {
  const day = at.slice(0, 10);
  switch (span) {
    case 'ever':
      return null;
    case 'month':
      return `${at.slice(0, 7)}-01T00:00:00.000Z`;
    case 'week':
      return `${mondayOf(day)}T00:00:00.000Z`;
    case 'day':
      return `${day}T00:00:00.000Z`;
    case 'minute':
      return `${at.slice(0, 16)}:00.000Z`;
  }
}

/** The hour of the week (UTC) that an instant lies in: 0 is Monday from midnight, 167 Sunday before midnight. */
export const hourOfWeek = (at: Instant): number => ((new Date(at).getUTCDay() + 6) % 7) * 24 + Number(at.slice(11, 13));

/** The key of a scope's row of a span; those of one scope and span sort by time. */
export const keyOf = (scope: Scope, span: Grain, start: Instant | null): string => `${scope}|${span}|${start ?? ''}`;

/** The keys of a scope's rows that an instant falls into. */
export const keysAt = (scope: Scope, at: Instant): string[] =>
  (scope.startsWith('quiz:') ? OF_A_QUIZ : SPANS).map((span) => keyOf(scope, span, startOf(span, at)));

/** What a key says. */
export function readKey(key: string): { readonly scope: Scope; readonly span: Grain; readonly start: Instant | null } {
  const [scope, span, start] = key.split('|') as [Scope, Grain, string];
  return { scope, span, start: start || null };
}
