import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { grade } from '../../grading/grade.ts';
import { rowsOf } from './csv.ts';
import { walksOf } from './walkthrough.ts';

const FOLDER = '../shared/data/moodle/quiz';
const path = (name: string) => `${FOLDER}/${name}.csv`;
const read = (name: string) => rowsOf(readFileSync(path(name), 'utf8'));

/** The quizzes there that are graded at their end. */
const numbers = existsSync(path('quizzes'))
  ? read('quizzes')
      .filter(({ testnumber, preferredbehaviour }) => preferredbehaviour === 'deferredfeedback' && existsSync(path(`steps${testnumber}`)))
      .map(({ testnumber = '' }) => testnumber)
  : [];

test.skipIf(numbers.length === 0)(`attempts of Moodle's own are worth what they are there (${FOLDER}, skipped where it is not)`, () => {
  for (const number of numbers) {
    const walks = walksOf(read(`questions${number}`), read(`steps${number}`));
    const results = read(`results${number}`);
    expect(results.length).toBe(walks.length);
    for (const result of results) {
      const walk = walks.find(({ attempt }) => attempt === result['quizattempt']);
      if (!walk) throw new Error(`no steps of attempt ${result['quizattempt']}`);
      const { marks, score } = grade(walk.paper, walk.steps.at(-1)?.answers ?? {});
      const ours = Object.fromEntries(marks.map(({ slot, mark }) => [`slots.${slot}.mark`, mark]));
      for (const [column, mark] of Object.entries({ ...ours, summarks: score }))
        expect([number, walk.attempt, column, Number(result[column]).toPrecision(6)]).toEqual([
          number,
          walk.attempt,
          column,
          mark.toPrecision(6),
        ]);
    }
  }
});

test('a file of steps: quoted texts, random questions, variants, checks on the way', () => {
  const questions = rowsOf(
    'slot,type,which,cat,mark\n1,random,,rand,2\n,shortanswer,,rand,1\n,numerical,,rand,1\n2,multianswer,,main,100\n',
  );
  const steps = rowsOf(
    'quizattempt,randqs.1,responses.1.answer,responses.2.1.answer,responses.2.2.answer,responses.2.-submit,responses.2.-tryagain,finished\n' +
      '1,shortanswer,toad,"Owl",2,1,0,0\n1,shortanswer,"a ""frog"", or so",Owl,"Wiggly worm",0,1,1\n',
  );
  const [walk] = walksOf(questions, steps);
  expect(walk?.steps).toEqual([
    {
      answers: { 1: { text: 'toad' }, 2: { gaps: { g1: { text: 'Owl' }, g2: { choice: 'c3' } } } },
      checked: [2],
      triedAgain: [],
      finished: false,
    },
    {
      answers: { 1: { text: 'a "frog", or so' }, 2: { gaps: { g1: { text: 'Owl' }, g2: { choice: 'c2' } } } },
      checked: [],
      triedAgain: [2],
      finished: true,
    },
  ]);
  expect(grade(walk!.paper, walk!.steps[0]!.answers).marks.map(({ mark }) => mark)).toEqual([1.6, 100]);
});
