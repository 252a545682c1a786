import type { Reading } from '../reading.ts';
import { multichoice, truefalse } from './choices.ts';
import { matching, ordering } from './parts.ts';
import { numerical, shortanswer } from './typed.ts';
import { cloze, essay } from './whole.ts';

/** The question types of Moodle that the academy knows, by the name that the file gives them. */
export const BY_TYPE: Readonly<Record<string, (reading: Reading) => object>> = {
  multichoice,
  truefalse,
  shortanswer,
  numerical,
  matching,
  match: matching,
  ordering,
  cloze,
  multianswer: cloze,
  essay,
};

/** What other types are called, for people. */
export const UNSUPPORTED: ReadonlyMap<string, string> = new Map([
  ['description', 'texts without a question'],
  ['calculated', 'calculated questions'],
  ['calculatedsimple', 'calculated questions'],
  ['calculatedmulti', 'calculated questions'],
  ['random', 'places for a random question'],
  ['randomsamatch', 'random matching questions'],
  ['gapselect', 'gaps with a list of words'],
  ['ddwtos', 'gaps to drag words into'],
  ['ddmarker', 'markers to drag onto an image'],
  ['ddimageortext', 'images to drag onto an image'],
]);
