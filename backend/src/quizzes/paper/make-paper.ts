import type { Draw, Id, Paper, PaperSlot, Question } from '@lyceum/contracts';
import { randomFrom, shuffled } from './shuffle.ts';

interface Asked {
  readonly title: string;
  readonly questions: readonly { readonly questionId: Id; readonly question: Question }[];
  /** Random places by their ids; none where it is left out. */
  readonly draws?: Readonly<Record<Id, Draw>>;
  /** The ids of questions and places as they follow one another; left out, the questions as they are given. */
  readonly order?: readonly Id[];
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

/** The paper of one attempt: slots in the order of the quiz, from 1; random places have what was drawn for them. */
export function makePaper({ title, questions, draws = {}, order }: Asked, attemptId: Id, drawn: ReadonlyMap<Id, Drawn> = new Map()): Paper {
  const fixed = new Map(questions.map((one) => [one.questionId, one]));
  const slots = (order ?? [...fixed.keys()]).flatMap((place): Omit<PaperSlot, 'slot'>[] => {
    const [asked, draw] = [fixed.get(place), draws[place]];
    if (asked) return [{ questionId: place, mark: asked.question.mark, question: arranged(asked.question, `${attemptId}:${place}`) }];
    const one = draw && drawn.get(place);
    if (!one) return [];
    const question = { ...arranged(one.question, `${attemptId}:${one.questionId}`), mark: draw.mark };
    return [{ questionId: one.questionId, mark: draw.mark, question, version: one.version, placeId: place }];
  });
  return { title, slots: slots.map((slot, index) => ({ slot: index + 1, ...slot })) };
}
