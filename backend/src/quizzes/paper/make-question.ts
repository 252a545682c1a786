import type { Question, QuestionDraft } from '@lyceum/contracts';
import { makeGaps } from './make-gaps.ts';
import { named } from './part-ids.ts';

interface Part {
  readonly id: string;
  readonly text: string;
}

const wordsIn = (parts: readonly Part[] | undefined) => (parts ?? []).map(({ id, text }) => ({ id, words: text }));
const textOf = ({ text }: { text: string }): string => text;

/** A draft as the academy keeps it: its parts with ids, so that an answer can name them. */
export const makeQuestion = (draft: QuestionDraft): Question => make(draft, undefined);

/**
 * The draft in place of a question that was asked before: parts whose texts are unchanged keep their ids, so that recorded answers go on
 * naming what was answered, and new parts get ids of their own.
 */
export const remakeQuestion = (draft: QuestionDraft, former: Question): Question => make(draft, former);

function make(draft: QuestionDraft, former: Question | undefined): Question {
  switch (draft.type) {
    case 'single':
    case 'multiple': {
      const before = former?.type === 'single' || former?.type === 'multiple' ? former.choices : undefined;
      return { ...draft, choices: named('c', draft.choices, textOf, wordsIn(before)) } as Question;
    }
    case 'ordering': {
      const items = draft.items.map((text) => ({ text }));
      return { ...draft, items: named('i', items, textOf, wordsIn(former?.type === 'ordering' ? former.items : undefined)) };
    }
    case 'gaps':
      return { ...draft, ...makeGaps(draft.text, former?.type === 'gaps' ? former.gaps : undefined) };
    case 'matching':
      return matching(draft, former?.type === 'matching' ? former : undefined);
    case 'trueFalse':
    case 'shortAnswer':
    case 'numerical':
    case 'essay':
      return draft;
  }
}

type Matching = Extract<Question, { type: 'matching' }>;

function matching(draft: Extract<QuestionDraft, { type: 'matching' }>, former: Matching | undefined): Question {
  const { pairs, ...rest } = draft;
  // Options of the same words are one option: a student cannot tell them apart.
  const words = [...new Set(pairs.map(({ option }) => option))].map((text) => ({ text }));
  const options = named('o', words, textOf, wordsIn(former?.options));
  const optionOf = (option: string) => options.find(({ text }) => text === option)?.id ?? '';
  const stems = pairs.filter(({ stem }) => stem !== '').map(({ stem, option }) => ({ text: stem, option: optionOf(option) }));
  return { ...rest, stems: named('s', stems, textOf, wordsIn(former?.stems)), options };
}
