import type { Answer, Answers, Gap, Paper, Question } from '@lyceum/contracts';
import { makePaper } from '../../paper/make-paper.ts';
import { makeQuestion } from '../../paper/make-question.ts';
import { moodleQuestion } from './moodle-questions.ts';

type Row = Readonly<Record<string, string>>;

/** One step of an attempt: the answers on the screen, for which slots they were checked or tried again, and whether it was the last. */
export interface Step {
  readonly answers: Answers;
  readonly checked: readonly number[];
  readonly triedAgain: readonly number[];
  readonly finished: boolean;
}

/** An attempt of a file of steps: its paper and what was done, in order. */
export interface Walk {
  readonly attempt: string;
  readonly paper: Paper;
  readonly steps: readonly Step[];
}

/** What the columns of one slot say, by the rest of their names. */
type Given = Readonly<Record<string, string>>;

const chosen = (choices: readonly { id: string; text: string }[], given: string): string =>
  (choices.find(({ text }) => text === given) ?? choices[Number(given)])?.id ?? '';

function gapAnswer(gap: Gap, given: string) {
  if ('choices' in gap) return { choice: chosen(gap.choices, given) };
  return gap.type === 'numerical' ? { number: Number(given) } : { text: given };
}

function answerOf(question: Question, given: Given): Answer {
  const { answer = '' } = given;
  switch (question.type) {
    case 'shortAnswer':
    case 'essay':
      return { text: answer };
    case 'numerical':
      return answer === '' ? {} : { number: Number(answer) };
    case 'trueFalse':
      return answer === '' ? {} : { value: answer === '1' };
    case 'single':
      return answer === '' ? {} : { choice: chosen(question.choices, answer) };
    case 'multiple':
      return { choices: question.choices.filter(({ text }) => given[text] === '1').map(({ id }) => id) };
    case 'matching': {
      const pairs = question.stems.map(({ id, text }) => [id, question.options.find((option) => option.text === given[text])?.id ?? '']);
      return { pairs: Object.fromEntries(pairs.filter(([, option]) => option !== '')) };
    }
    case 'ordering':
      return { order: question.items.filter(({ text }) => given[text] !== undefined).map(({ id }) => id) };
    case 'gaps':
      return {
        gaps: Object.fromEntries(
          question.gaps.flatMap((gap, index) => {
            const text = given[`${index + 1}.answer`] ?? '';
            return text === '' ? [] : [[gap.id, gapAnswer(gap, text)]];
          }),
        ),
      };
  }
}

/** The columns of a slot: `responses.3.frog` is `frog` of slot 3. */
const givenTo = (row: Row, slot: number): Given => {
  const prefix = `responses.${slot}.`;
  const columns = Object.entries(row).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(columns.map(([name, value]) => [name.slice(prefix.length), value]));
};

/** The questions of a file, by slot: what stands there, or what may stand there by chance. */
function slotsOf(questions: readonly Row[]): { slot: number; mark: number; choices: Row[] }[] {
  const slots: { slot: number; mark: number; choices: Row[] }[] = [];
  for (const row of questions) {
    if (row['slot']) slots.push({ slot: Number(row['slot']), mark: Number(row['mark']), choices: row['type'] === 'random' ? [] : [row] });
    else slots.at(-1)?.choices.push(row);
  }
  return slots;
}

function paperOf(questions: readonly Row[], row: Row): Paper {
  const asked = slotsOf(questions).map(({ slot, mark, choices }) => {
    const random = row[`randqs.${slot}`];
    const {
      type = '',
      which = '',
      'overrides.penalty': penalty,
    } = (random ? choices.find((one) => one['type'] === random) : choices[0]) ?? {};
    const draft = { ...moodleQuestion(type, which, Number(row[`variants.${slot}`])), mark, ...(penalty && { penalty: Number(penalty) }) };
    return { questionId: `q${slot}`, question: makeQuestion(draft) };
  });
  return makePaper({ title: 'Walk-through', questions: asked }, row['quizattempt'] ?? '');
}

/** The attempts of `questionsNN.csv` and `stepsNN.csv`, each row of which is a step. */
export function walksOf(questions: readonly Row[], steps: readonly Row[]): Walk[] {
  const byAttempt = Map.groupBy(steps, (row) => row['quizattempt'] ?? '');
  return [...byAttempt].map(([attempt, rows]) => {
    const paper = paperOf(questions, rows[0] ?? {});
    const slotsWith = (row: Row, column: string) => paper.slots.filter(({ slot }) => row[`responses.${slot}.${column}`] === '1');
    return {
      attempt,
      paper,
      steps: rows.map((row) => ({
        answers: Object.fromEntries(paper.slots.map(({ slot, question }) => [slot, answerOf(question, givenTo(row, slot))])),
        checked: slotsWith(row, '-submit').map(({ slot }) => slot),
        triedAgain: slotsWith(row, '-tryagain').map(({ slot }) => slot),
        finished: row['finished'] !== '0',
      })),
    };
  });
}
