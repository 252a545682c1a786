import { writeCloze } from './cloze.ts';
import type { Named, Question, QuestionDraft } from './question.ts';

const without = <T>({ id: _, ...part }: Named<T>): Omit<Named<T>, 'id'> => part;

/** A question as an author would write it: making it a question again gives the same, but for ids. */
export function draftOf(question: Question): QuestionDraft {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return { ...question, choices: question.choices.map(without) };
    case 'matching': {
      const { stems, options, ...rest } = question;
      const textOf = (id: string) => options.find((option) => option.id === id)?.text ?? '';
      const pairs = stems.map(({ text, option }) => ({ stem: text, option: textOf(option) }));
      const distractors = options.filter(({ id }) => !stems.some(({ option }) => option === id));
      return { ...rest, pairs: [...pairs, ...distractors.map(({ text }) => ({ stem: '', option: text }))] };
    }
    case 'ordering': {
      const { items, shown: _, ...rest } = question;
      return { ...rest, items: items.map(({ text }) => text) };
    }
    case 'gaps': {
      const { gaps: _, ...rest } = question;
      return { ...rest, text: writeCloze(question) };
    }
    case 'trueFalse':
    case 'shortAnswer':
    case 'numerical':
    case 'essay':
      return question;
  }
}
