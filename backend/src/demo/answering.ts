import type { Answer, Gap, GapAnswer, Paper, Question } from '@lyceum/contracts';
import { shuffled } from '../quizzes/paper/shuffle.ts';

type Random = () => number;

const pick = <T>(items: readonly T[], random: Random): T | undefined => items[Math.floor(random() * items.length)];

function rightGap(gap: Gap): GapAnswer {
  switch (gap.type) {
    case 'single':
      return { choice: gap.choices.find(({ fraction }) => fraction === 1)?.id };
    case 'multiple':
      return { choices: gap.choices.filter(({ fraction }) => fraction > 0).map(({ id }) => id) };
    case 'shortAnswer':
      return { text: (gap.answers.find(({ fraction }) => fraction === 1)?.text ?? '').replaceAll('*', '') };
    case 'numerical':
      return { number: gap.answers.find(({ fraction }) => fraction === 1)?.number };
  }
}

function right(question: Question): Answer {
  switch (question.type) {
    case 'single':
      return { choice: question.choices.find(({ fraction }) => fraction === 1)?.id };
    case 'multiple':
      return { choices: question.choices.filter(({ fraction }) => fraction > 0).map(({ id }) => id) };
    case 'trueFalse':
      return { value: question.correct };
    case 'shortAnswer':
      return { text: (question.answers.find(({ fraction }) => fraction === 1)?.text ?? '').replaceAll('*', '') };
    case 'numerical':
      return { number: question.answers.find(({ fraction }) => fraction === 1)?.number };
    case 'matching':
      return { pairs: Object.fromEntries(question.stems.map(({ id, option }) => [id, option])) };
    case 'ordering':
      return { order: question.items.map(({ id }) => id) };
    case 'gaps':
      return { gaps: Object.fromEntries(question.gaps.map((gap) => [gap.id, rightGap(gap)])) };
    case 'essay':
      return { text: 'It is so for the reasons that the lesson gives, and for no other.' };
  }
}

/** What somebody says who does not know: a guess, near enough to the truth to be believed. */
function guess(question: Question, random: Random): Answer {
  switch (question.type) {
    case 'single':
      return { choice: pick(question.choices, random)?.id };
    case 'multiple':
      return { choices: question.choices.filter(() => random() < 0.5).map(({ id }) => id) };
    case 'trueFalse':
      return { value: random() < 0.5 };
    case 'shortAnswer':
      return { text: random() < 0.5 ? 'I do not know' : (question.answers.at(-1)?.text ?? '').replaceAll('*', '') };
    case 'numerical': {
      const number = question.answers[0]?.number ?? 0;
      return { number: Math.round(number + (random() - 0.5) * 4) };
    }
    case 'matching': {
      const options = shuffled(question.options, random);
      return { pairs: Object.fromEntries(question.stems.map(({ id }, i) => [id, options[i]?.id ?? ''])) };
    }
    case 'ordering':
      return { order: shuffled(question.items, random).map(({ id }) => id) };
    case 'gaps':
      return { gaps: Object.fromEntries(question.gaps.filter(() => random() < 0.5).map((gap) => [gap.id, rightGap(gap)])) };
    case 'essay':
      return { text: 'I do not know' };
  }
}

/** How hard a question is, from -0.25 to 0.25: the same for everybody who is asked it. */
const hardness = (text: string): number => (([...text].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 11) - 5) / 20;

/** The answers of somebody who knows so much; some questions are left out. */
export function answersOf(paper: Paper, ability: number, random: Random): Record<string, Answer> {
  const answers: Record<string, Answer> = {};
  for (const { slot, question } of paper.slots) {
    const knows = random() < ability - hardness(question.text);
    if (knows) answers[slot] = right(question);
    else if (random() < 0.93) answers[slot] = guess(question, random);
  }
  return answers;
}
