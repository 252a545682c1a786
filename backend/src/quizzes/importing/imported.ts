import { QuestionDraft } from '@lyceum/contracts';

/** Something about the question that begins at this line (from 1) of the file. */
export interface Remark {
  readonly line: number;
  readonly reason: string;
}

/** What the file says of where a question lies. */
export interface Place {
  readonly category: string | null;
  readonly tags: readonly string[];
}

/** What a file of questions came to. */
export interface Imported {
  readonly questions: readonly ({ readonly line: number; readonly draft: QuestionDraft } & Place)[];
  /** Questions that do not come in. */
  readonly skipped: readonly Remark[];
  /** What is left out of questions that do. */
  readonly notes: readonly Remark[];
  /** Images of questions that do, which stand in their texts as `placeOf` says. */
  readonly images: readonly { readonly line: number; readonly file: Buffer }[];
}

/** A question that cannot come in; the message says why in plain words. */
export class Unreadable extends Error {}

/** More questions than any real file has, and more parts than any question: reading on would only hold up everybody else. */
const MOST_QUESTIONS = 10_000;
const MOST_PARTS = 200;

/** @throws Unreadable */
export function fewQuestions(count: number): void {
  if (count > MOST_QUESTIONS) throw new Unreadable(`there are more than ${MOST_QUESTIONS} questions in this file`);
}

/** The answers, choices or pairs of one question. @throws Unreadable */
export function fewParts<T>(parts: readonly T[]): readonly T[] {
  if (parts.length > MOST_PARTS) throw new Unreadable(`it has more than ${MOST_PARTS} answers`);
  return parts;
}

const PLACES: Readonly<Record<string, string>> = {
  text: 'the question',
  choices: 'its choices',
  answers: 'its answers',
  pairs: 'its pairs',
  mark: 'its mark',
  items: 'its items',
  hints: 'its hints',
  units: 'its units',
  feedback: 'its feedback',
};

/**
 * The draft as the academy accepts it.
 * @throws Unreadable where it does not.
 */
export function checked(draft: unknown): QuestionDraft {
  const result = QuestionDraft.safeParse(draft);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = PLACES[String(issue?.path[0])] ?? 'the question';
  if (issue?.code === 'custom') throw new Unreadable(issue.message);
  if (issue?.code === 'too_big' && issue.origin === 'string')
    throw new Unreadable(`${place}: a text is longer than ${issue.maximum} characters`);
  if (issue?.code === 'too_small' && issue.origin === 'string') throw new Unreadable(`${place}: a text is empty`);
  if (issue?.code === 'too_small' && issue.origin === 'array') throw new Unreadable(`${place}: at least ${issue.minimum} are needed`);
  if (issue?.code === 'too_big' && issue.origin === 'array') throw new Unreadable(`${place}: more than ${issue.maximum}`);
  throw new Unreadable(`${place}: ${issue?.message ?? 'not as it should be'}`);
}

/** Gathers what a file comes to, one question after the other. */
export class Gathering implements Imported {
  readonly questions: ({ line: number; draft: QuestionDraft } & Place)[] = [];
  readonly skipped: Remark[] = [];
  readonly notes: Remark[] = [];
  readonly images: { line: number; file: Buffer }[] = [];

  /** Takes what `read` gives (nothing, where there is no question), or why it cannot be read. */
  take(line: number, read: () => ({ readonly draft: unknown } & Partial<Place>) | undefined): void {
    try {
      const { draft, category = null, tags = [] } = read() ?? {};
      if (draft !== undefined) this.questions.push({ line, draft: checked(draft), category, tags });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.skipped.push({ line, reason: error.message });
    }
  }
}
