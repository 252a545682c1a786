import type { Paper, PaperQuestion, PublicPaper, Question } from '@lyceum/contracts';

interface Part {
  readonly id: string;
  readonly text: string;
}

/** Only what is named here goes out: a member that is added to a question stays inside until somebody decides. */
const shown = (parts: readonly Part[]): Part[] => parts.map(({ id, text }) => ({ id, text }));

function partsOf(question: Question): Pick<PaperQuestion, 'choices' | 'stems' | 'options'> {
  switch (question.type) {
    case 'single':
    case 'multiple':
      return { choices: shown(question.choices) };
    case 'matching':
      return { stems: shown(question.stems), options: shown(question.options) };
    case 'trueFalse':
    case 'shortAnswer':
    case 'numerical':
      return {};
  }
}

/** The paper without its key, for the student. */
export const publicPaper = ({ title, slots }: Paper): PublicPaper => ({
  title,
  questions: slots.map(({ slot, mark, question }) => ({
    slot,
    type: question.type,
    text: question.text,
    mark,
    ...partsOf(question),
  })),
});
