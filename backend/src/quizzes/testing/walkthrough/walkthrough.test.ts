import { existsSync, readFileSync } from 'node:fs';
import type { Behaviour } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { gradeAs } from '../../grading/by-behaviour.ts';
import { grade } from '../../grading/grade.ts';
import { rowsOf } from './csv.ts';
import { behaviourOf, givenIn } from './tried.ts';
import { walksOf, type Walk } from './walkthrough.ts';

const FOLDER = '../shared/data/moodle/quiz';
const path = (name: string) => `${FOLDER}/${name}.csv`;
const read = (name: string) => rowsOf(readFileSync(path(name), 'utf8'));

/** The quizzes there, by how they are taken. */
const quizzes = existsSync(path('quizzes'))
  ? read('quizzes').flatMap(({ testnumber = '', preferredbehaviour }) => {
      const behaviour = behaviourOf(preferredbehaviour);
      return behaviour && existsSync(path(`steps${testnumber}`)) ? [{ number: testnumber, behaviour }] : [];
    })
  : [];

/** Marks by the columns of `resultsNN.csv`; an attempt that was not finished has no sum there. */
function marksOf(walk: Walk, behaviour: Behaviour): Record<string, string> {
  const { marks, score } = gradeAs(walk.paper, givenIn(walk, behaviour));
  const bySlot = marks.map(({ slot, mark }) => [`slots.${slot}.mark`, mark] as const);
  const sum = walk.steps.at(-1)?.finished ? [['summarks', score] as const] : [];
  return Object.fromEntries([...bySlot, ...sum].map(([column, mark]) => [column, mark.toPrecision(6)]));
}

function expectAsThere(walks: readonly Walk[], results: readonly Record<string, string>[], behaviour: Behaviour): void {
  expect(results.length).toBe(walks.length);
  for (const result of results) {
    const walk = walks.find(({ attempt }) => attempt === result['quizattempt']);
    if (!walk) throw new Error(`no steps of attempt ${result['quizattempt']}`);
    const ours = marksOf(walk, behaviour);
    const theirs = Object.keys(ours).map((column) => [column, Number(result[column]).toPrecision(6)]);
    expect([walk.attempt, ours]).toEqual([walk.attempt, Object.fromEntries(theirs)]);
  }
}

test.skipIf(quizzes.length === 0)(`attempts of Moodle's own are worth what they are there (${FOLDER}, skipped where it is not)`, () => {
  for (const { number, behaviour } of quizzes)
    expectAsThere(walksOf(read(`questions${number}`), read(`steps${number}`)), read(`results${number}`), behaviour);
});

test('attempts that are checked on the way: parts by themselves, waiting to try again, checks of nothing whole, one left open', () => {
  const questions = rowsOf('slot,type,which,cat,mark,overrides.penalty\n1,multianswer,,main,10,0.25\n2,shortanswer,,main,4,0.5\n');
  const steps = rowsOf(
    [
      'quizattempt,responses.1.1.answer,responses.1.2.answer,responses.1.-submit,responses.1.-tryagain,responses.2.answer,responses.2.-submit,finished',
      '1,Owl,0,1,0,frog,1,0',
      '1,Owl,2,0,1,frog,0,0',
      '1,Owl,2,1,0,frog,0,1',
      '2,Dog,2,1,0,newt,1,0',
      '2,Owl,2,1,0,newt,0,1',
      '3,Dog,,1,0,toad,0,0',
      '3,Owl,2,0,0,toad,0,1',
      '4,Owl,2,1,0,frog,0,0',
    ].join('\n'),
  );
  const results = rowsOf(
    ['quizattempt,slots.1.mark,slots.2.mark,summarks', '1,8.75,4,12.75', '2,8.75,0,8.75', '3,10,3.2,13.2', '4,10,4,!NULL!'].join('\n'),
  );
  expectAsThere(walksOf(questions, steps), results, 'interactive');
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
