import { Gathering, Unreadable, type Imported } from '../imported.ts';
import { asMarkdown } from '../text.ts';

const CHOICE = /^([A-Z])[).](.*)$/;
const ANSWER = /^ANSWER:(.*)$/;

/** What is known of a question while its lines are read. */
interface Begun {
  readonly line: number;
  readonly text: string;
  readonly choices: { readonly letter: string; readonly text: string }[];
}

function finished({ text, choices }: Begun, answer: string) {
  const letter = answer.trim().slice(0, 1);
  if (choices.length < 2) throw new Unreadable('its choices: at least 2 are needed');
  const right = choices.findIndex((choice) => choice.letter === letter);
  if (right < 0) throw new Unreadable(`its answer is ${letter || 'nothing'}, and there is no such choice`);
  return {
    type: 'single',
    text,
    shuffle: false,
    choices: choices.map((choice, index) => ({ text: choice.text, fraction: index === right ? 1 : 0 })),
  };
}

const unfinished = () => {
  throw new Unreadable('it has no line ANSWER: before the next question');
};
const unbegun = () => {
  throw new Unreadable('there is no question before this line');
};

/**
 * The questions of an Aiken file (docs.moodle.org/en/Aiken_format): a question on a line, a choice on each of the next (`A)` or `A.`),
 * then `ANSWER: A`. Blank lines say nothing.
 */
export function readAiken(file: string): Imported {
  const gathering = new Gathering();
  let begun: Begun | undefined;
  const end = (read: (begun: Begun) => unknown) => {
    const question = begun;
    begun = undefined;
    if (question) gathering.take(question.line, () => ({ draft: read(question) }));
  };
  file
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .forEach((whole, index) => {
      const [line, text] = [index + 1, whole.trim()];
      if (text === '') return;
      const [, letter, choice = ''] = CHOICE.exec(text) ?? [];
      const [answer, letters = ''] = ANSWER.exec(text) ?? [];
      if (answer === undefined && letter === undefined) {
        end(unfinished);
        begun = { line, text: asMarkdown(text, 'plain'), choices: [] };
      } else if (!begun) gathering.take(line, unbegun);
      else if (letter !== undefined) begun.choices.push({ letter, text: asMarkdown(choice, 'plain') });
      else end((question) => finished(question, letters));
    });
  end(unfinished);
  return gathering;
}
