import { DEFAULT_RULES, termsOf, type Id, type QuizRules, type Score } from '@lyceum/contracts';

/** Turns the data of a fact's old version into the next version. */
export interface Upcaster {
  readonly to: string;
  readonly next: (data: unknown) => unknown;
}

const withMember = (data: unknown, member: object): unknown => ({ ...(data as object), ...member });

const withRules = (data: unknown): unknown => {
  const { rules } = data as { rules?: Partial<QuizRules> };
  return rules ? withMember(data, { rules: { ...DEFAULT_RULES, ...rules } }) : data;
};

const withWholeMarks = (data: unknown): unknown => {
  const { score } = data as { score: Score };
  return withMember(data, { score: { ...score, marks: score.marks.map((mark) => ({ ...mark, pending: false, response: [] })) } });
};

/** By the old type; each leads one version on, so that a chain of them leads to the newest. */
export const UPCASTERS: Readonly<Record<string, Upcaster>> = {
  // Before people had a time zone everybody was shown UTC.
  'accounts.PersonRegistered.v1': { to: 'accounts.PersonRegistered.v2', next: (data) => withMember(data, { timeZone: 'UTC' }) },
  // Before there were other rules than a time limit and how many attempts.
  'quizzes.QuizCreated.v1': { to: 'quizzes.QuizCreated.v2', next: (data) => withMember(withRules(data), { access: null }) },
  'quizzes.QuizEdited.v1': { to: 'quizzes.QuizEdited.v2', next: withRules },
  'quizzes.AttemptStarted.v1': { to: 'quizzes.AttemptStarted.v2', next: (data) => withMember(data, { terms: termsOf(DEFAULT_RULES) }) },
  // Before pages of slides said something to who does not see them.
  'webinars.DeckAdded.v1': {
    to: 'webinars.DeckAdded.v2',
    next: (data) => withMember(data, { pages: (data as { pages: readonly Id[] }).pages.map((imageId) => ({ imageId, text: '' })) }),
  },
  // Before a grade could change, be late or wait for a person.
  'quizzes.AttemptGraded.v1': {
    to: 'quizzes.AttemptGraded.v2',
    next: (data) => withMember(withWholeMarks(data), { former: null, cause: { kind: 'submission' }, lateSeconds: 0 }),
  },
  // Before it was said whom a message names beside its reader.
  'mail.MailComposed.v1': { to: 'mail.MailComposed.v2', next: (data) => withMember(data, { about: [] }) },
  // Before rooms closed by the clock or behind the last.
  'webinars.RoomClosed.v1': { to: 'webinars.RoomClosed.v2', next: (data) => withMember(data, { why: 'ended' }) },
};
