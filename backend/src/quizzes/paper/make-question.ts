import { readCloze, type Question, type QuestionDraft } from '@lyceum/contracts';

/** Ids within a question tell nothing of what is right, only the order of writing. */
const named = <T>(letter: string, parts: readonly T[]): (T & { id: string })[] =>
  parts.map((part, index) => ({ id: `${letter}${index + 1}`, ...part }));

/** A draft as the academy keeps it: its parts with ids, so that an answer can name them. */
export function makeQuestion(draft: QuestionDraft): Question {
  if (draft.type === 'single' || draft.type === 'multiple') return { ...draft, choices: named('c', draft.choices) } as Question;
  if (draft.type === 'ordering')
    return {
      ...draft,
      items: named(
        'i',
        draft.items.map((text) => ({ text })),
      ),
    };
  if (draft.type === 'gaps') return { ...draft, ...readCloze(draft.text) };
  if (draft.type !== 'matching') return draft;
  const { pairs, ...rest } = draft;
  // Options of the same words are one option: a student cannot tell them apart.
  const options = named(
    'o',
    [...new Set(pairs.map(({ option }) => option))].map((text) => ({ text })),
  );
  const optionOf = (words: string) => options.find(({ text }) => text === words)?.id ?? '';
  const stems = pairs.filter(({ stem }) => stem !== '').map(({ stem, option }) => ({ text: stem, option: optionOf(option) }));
  return { ...rest, stems: named('s', stems), options };
}
