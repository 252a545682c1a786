import { expect, test } from 'vitest';
import { formatOf } from './format.ts';

test.each([
  ['<?xml version="1.0"?><quiz/>', 'moodle-xml'],
  ['\ufeff  <quiz>', 'moodle-xml'],
  ['// a comment\n::Q:: 2 < 3 {T}', 'gift'],
  ['<b>Bold</b> question {=a}', 'gift'],
  ['Sky?\nA) blue\nB) green\nANSWER: A', 'aiken'],
  ['What follows?\nANSWER: {=a ~b}', 'gift'],
])('%j', (text, format) => expect(formatOf(text)).toBe(format));
