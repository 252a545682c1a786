import type { Answer, FieldError, Gap, GapAnswer } from '@lyceum/contracts';
import { NO_MISFITS, unknownIds, type Grading, type QuestionOf, type Verdict } from './by-type.ts';
import { multiple } from './multiple.ts';
import { numerical } from './numerical.ts';
import { shortAnswer } from './short-answer.ts';
import { single } from './single.ts';

const GRADING = { single, multiple, numerical, shortAnswer };

// A gap is graded as the small question that it is; TypeScript cannot follow its type through the table.
const gradingOf = ({ type }: Gap) => GRADING[type] as unknown as Grading<'single'>;
const asQuestion = (gap: Gap) => gap as unknown as QuestionOf<'single'>;

function misfitsOf(gap: Gap, answer: GapAnswer): readonly FieldError[] {
  const { members, misfits } = gradingOf(gap);
  const foreign = (Object.keys(answer) as (keyof GapAnswer)[]).filter(
    (member) => answer[member] !== undefined && !members.includes(member),
  );
  const path = `gaps.${gap.id}`;
  return [
    ...foreign.map((member) => ({ path: `${path}.${member}`, rule: 'type', message: `this gap is answered by ${members.join(', ')}` })),
    ...misfits(asQuestion(gap), answer as Answer).map((error) => ({ ...error, path: `${path}.${error.path}` })),
  ];
}

const UNANSWERED: Verdict = { fraction: 0, feedback: [], response: [] };

/** What one gap is worth. */
export const judgeGap = (gap: Gap, answer: GapAnswer | undefined): Verdict => {
  const { answered, judge } = gradingOf(gap);
  return answer && answered(answer as Answer) ? judge(asQuestion(gap), answer as Answer) : UNANSWERED;
};

/** A text with gaps: worth the mean of its gaps by their weights, of which a penalty in one takes away from the others. */
export const gaps: Grading<'gaps'> = {
  members: ['gaps'],
  misfits: (question, { gaps: given }) =>
    given === undefined
      ? NO_MISFITS
      : [
          ...unknownIds(Object.keys(given), question.gaps, 'gaps'),
          ...question.gaps.flatMap((gap) => (Object.hasOwn(given, gap.id) ? misfitsOf(gap, given[gap.id] ?? {}) : [])),
        ],
  answered: ({ gaps: given }) => given !== undefined && Object.values(given).some((answer) => Object.values(answer).some(isGiven)),
  judge: (question, { gaps: given = {} }) => {
    const verdicts = question.gaps.map((gap) => ({
      gap,
      verdict: judgeGap(gap, Object.hasOwn(given, gap.id) ? given[gap.id] : undefined),
    }));
    const whole = question.gaps.reduce((sum, { weight }) => sum + weight, 0);
    const worth = verdicts.reduce((sum, { gap, verdict }) => sum + gap.weight * verdict.fraction, 0);
    return {
      fraction: whole > 0 ? worth / whole : 0,
      feedback: verdicts.flatMap(({ verdict }) => verdict.feedback),
      response: verdicts.flatMap(({ gap, verdict }) => verdict.response.map((one) => `${gap.id}:${one}`)),
    };
  },
};

const isGiven = (value: unknown): boolean => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
