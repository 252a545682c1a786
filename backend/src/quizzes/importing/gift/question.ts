import { Unreadable } from '../imported.ts';
import type { TextFormat } from '../text.ts';
import { titleIn } from '../title.ts';
import { feedbackIn } from './answer-parts.ts';
import { choicesQuestion } from './choices.ts';
import { hideEscapes, showEscapes, written } from './escapes.ts';
import { matchingQuestion } from './matching.ts';
import { numericalQuestion } from './numerical.ts';
import { orderingQuestion } from './ordering.ts';
import { shortAnswerQuestion } from './short-answer.ts';
import { trueFalseQuestion } from './true-false.ts';

const GENERAL = '####';

/** The name between `::` marks, and what follows it. */
function titled(text: string): { title: string; body: string } {
  if (!text.startsWith('::')) return { title: '', body: text };
  const end = text.indexOf('::', 2);
  return end < 0 ? { title: '', body: text } : { title: text.slice(2, end).trim(), body: text.slice(end + 2).trim() };
}

/** What is asked and the answers in braces; a gap is left where text goes on after them. */
function opened(body: string): { asked: string; answers: string } {
  const start = body.indexOf('{');
  const end = body.indexOf('}');
  if (start < 0 && end < 0) throw new Unreadable('there are no answers in braces { }: texts without a question are not supported');
  if (end < 0) throw new Unreadable('the answers begin with { but never end with } (a blank line ends a question)');
  if (start < 0 || end < start) throw new Unreadable('there is a } before any { (a blank line ends a question)');
  const after = body.slice(end + 1);
  return { asked: `${body.slice(0, start)}${after.trim() === '' ? '' : '_____'}${after}`, answers: body.slice(start + 1, end).trim() };
}

/** The kind of question shows in its answers, as Moodle tells them apart. */
function answered(answers: string, format: TextFormat) {
  if (answers === '') return { type: 'essay' };
  if (answers.startsWith('>')) return orderingQuestion(answers, format);
  if (answers.startsWith('#')) return numericalQuestion(answers.slice(1), format);
  if (answers.includes('~')) return choicesQuestion(answers, format);
  if (answers.includes('=') && answers.includes('->')) return matchingQuestion(answers, format);
  return trueFalseQuestion(answers, format) ?? shortAnswerQuestion(answers, format);
}

/**
 * One block of a GIFT file as a draft.
 * @throws Unreadable
 */
export function giftQuestion(block: string): unknown {
  const { title, body } = titled(hideEscapes(block).trim());
  const { asked, answers } = opened(body);
  const { text, format } = written(asked, 'moodle');
  const general = answers.lastIndexOf(GENERAL);
  const own = general < 0 ? answers : answers.slice(0, general).trim();
  const feedback = general < 0 ? undefined : feedbackIn(answers.slice(general + GENERAL.length), format);
  return { ...answered(own, format), text: text || showEscapes(title), title: titleIn(showEscapes(title)), feedback };
}
