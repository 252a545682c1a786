import { DEFAULT_RULES, type Draw, type Id, type Paper, type PaperSlot, type Question, type QuizRules } from '@lyceum/contracts';
import { randomFrom, shuffled } from './shuffle.ts';

interface Asked {
  readonly title: string;
  readonly questions: readonly { readonly questionId: Id; readonly question: Question }[];
  /** Random places by their ids; none where it is left out. */
  readonly draws?: Readonly<Record<Id, Draw>>;
  /** The ids of questions and places as they follow one another; left out, the questions as they are given. */
  readonly order?: readonly Id[];
  readonly rules?: Pick<QuizRules, 'shuffleQuestions' | 'questionsPerPage'>;
}

/** A question of the bank that was drawn for a random place. */
interface Drawn {
  readonly questionId: Id;
  readonly version: number;
  readonly question: Question;
}

/** The question as this attempt is asked it: what is shuffled is shuffled by the seed, and anybody can do it again. */
function arranged(question: Question, seed: string): Question {
  if (question.type === 'ordering') return { ...question, shown: shuffled(question.items, randomFrom(seed)).map(({ id }) => id) };
  if (question.type === 'matching') return { ...question, options: shuffled(question.options, randomFrom(seed)) };
  if ((question.type === 'single' || question.type === 'multiple') && question.shuffle)
    return { ...question, choices: shuffled(question.choices, randomFrom(seed)) } as Question;
  return question;
}

/** How many pages so many questions take; null is all on one. */
export const pageCount = (questions: number, perPage: number | null): number =>
  perPage === null ? Math.min(1, questions) : Math.ceil(questions / perPage);

/** Slot numbers by page, from 1 to `slots`; null is all on one page. */
const pagesOf = (slots: number, perPage: number | null): number[][] => {
  const each = perPage ?? slots;
  return Array.from({ length: pageCount(slots, perPage) }, (_, page) =>
    Array.from({ length: Math.min(each, slots - page * each) }, (__, at) => page * each + at + 1),
  );
};

/**
 * The paper of one attempt: slots from 1 in the order of the quiz, or in one of this attempt's own; random places have what was drawn for
 * them.
 */
export function makePaper(quiz: Asked, attemptId: Id, drawn: ReadonlyMap<Id, Drawn> = new Map()): Paper {
  const { title, questions, draws = {}, order, rules = DEFAULT_RULES } = quiz;
  const fixed = new Map(questions.map((one) => [one.questionId, one]));
  const inOrder = (order ?? [...fixed.keys()]).flatMap((place): Omit<PaperSlot, 'slot'>[] => {
    const [asked, draw] = [fixed.get(place), draws[place]];
    if (asked) return [{ questionId: place, mark: asked.question.mark, question: arranged(asked.question, `${attemptId}:${place}`) }];
    const one = draw && drawn.get(place);
    if (!one) return [];
    const question = { ...arranged(one.question, `${attemptId}:${one.questionId}`), mark: draw.mark };
    return [{ questionId: one.questionId, mark: draw.mark, question, version: one.version, placeId: place }];
  });
  const slots = rules.shuffleQuestions ? shuffled(inOrder, randomFrom(attemptId)) : inOrder;
  return {
    title,
    slots: slots.map((slot, index) => ({ slot: index + 1, ...slot })),
    pages: pagesOf(slots.length, rules.questionsPerPage),
  };
}
