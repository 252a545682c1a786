import { triesOf } from '../grading/tries.ts';
import type { AttemptTerms, Gap, Paper, PaperQuestion, PublicPaper, Question } from '@lyceum/contracts';

interface Part {
  readonly id: string;
  readonly text: string;
}

/** Only what is named here goes out: a member that is added to a question stays inside until somebody decides. */
const shown = (parts: readonly Part[]): Part[] => parts.map(({ id, text }) => ({ id, text }));

const gapOf = (gap: Gap): NonNullable<PaperQuestion['gaps']>[number] => {
  const { id, type } = gap;
  return 'choices' in gap ? { id, type, choices: shown(gap.choices), display: gap.display } : { id, type };
};

function partsOf(question: Question): Omit<PaperQuestion, 'slot' | 'type' | 'text' | 'mark'> {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return { choices: shown(question.choices) };
    case 'matching':
      return { stems: shown(question.stems), options: shown(question.options) };
    case 'ordering': {
      const { items, shown: order } = question;
      return { items: shown(order ? order.flatMap((id) => items.find((item) => item.id === id) ?? []) : items) };
    }
    case 'gaps':
      return { gaps: question.gaps.map(gapOf) };
    case 'numerical':
      return question.units?.length ? { units: question.units.map(({ unit }) => unit) } : {};
    case 'essay':
      return question.wordLimit === undefined ? {} : { wordLimit: question.wordLimit };
    case 'trueFalse':
    case 'shortAnswer':
      return {};
  }
}

/** The paper without its key, for the student. */
export const publicPaper = ({ title, slots, pages }: Paper, { navigation, behaviour }: AttemptTerms): PublicPaper => ({
  title,
  navigation,
  behaviour,
  pages: (pages ?? slots.map(({ slot }) => [slot])).map((page) => [...page]),
  questions: slots.map(({ slot, mark, question }) => ({
    slot,
    type: question.type,
    text: question.text,
    mark,
    ...partsOf(question),
    ...(behaviour === 'interactive' && triesOf(question) > 0 && { tries: triesOf(question) }),
  })),
});
