import { overviewOf, type ReportRhythm } from '@lyceum/contracts';
import type { Letter } from '../../mail/writing/letter.ts';
import { wordsFor } from '../../mail/writing/words.ts';
import { csvOf, type Told } from './reporting.ts';
import { reportWords } from './words.ts';

/** A report as its readers get it: the figures in words, the days in a table that goes with it. */
export function letterOf(told: Told, every: ReportRhythm, address: URL): Letter {
  const { locale } = wordsFor();
  const words = reportWords();
  const day = (date: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  const number = (count: number) => new Intl.NumberFormat(locale).format(count);
  const { came, standing, active, from, to } = told;
  const span = from === to ? day(from) : words.between(day(from), day(to));
  const of = told.course ?? words.academy;
  const { grades } = overviewOf(came);
  const then = overviewOf(standing);
  const count = (measure: keyof typeof came.counts) => number(came.counts[measure] ?? 0);
  const { names } = words;
  const whole = told.courseId === null;
  const particulars: readonly (readonly [string, string] | false)[] = [
    [names.active, words.active(number(active.day), number(active.week), number(active.month))],
    whole && [names.registered, count('registered')],
    [names.enrolled, words.ofNow(count('enrolled'), number(then.enrolments.active))],
    [names.left, count('left')],
    [names.started, count('started')],
    [names.submitted, count('submitted')],
    [names.graded, grades.mean === null ? number(grades.graded) : words.graded(number(grades.graded), number(grades.mean))],
    [names.activity, count('activity')],
    whole && [names.joined, count('joined')],
    [names.watched, words.minutes(number(told.watched))],
  ];
  const query = new URLSearchParams({ from, to, ...(told.courseId !== null && { course: told.courseId }) });
  return {
    subject: words.subject(of, span),
    headline: words.headline(of, span),
    paragraphs: [words.days, words.stop(words.every[every], new URL('/settings/reports', address).href)],
    particulars: particulars.filter((one) => one !== false),
    action: { text: words.open, path: `/analytics?${query}` },
    attachments: [
      { filename: `${words.file}-${from}-${to}.csv`, contentType: 'text/csv; charset=utf-8', content: csvOf(told.days, words.columns) },
    ],
    about: [],
    until: null,
  };
}
