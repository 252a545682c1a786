import { fewParts, fewQuestions, Gathering, Unreadable, type Imported } from '../imported.ts';
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
  fewParts(choices);
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

/** A line that says something, and what it is. */
interface Line {
  readonly line: number;
  readonly text: string;
  /** Of a choice, its letter and its words; of an answer, what follows the colon. */
  readonly choice?: { readonly letter: string; readonly text: string };
  readonly answer?: string;
}

function linesOf(file: string): Line[] {
  return file.split(/\r\n|\n|\r/).flatMap((whole, index) => {
    const text = whole.trim();
    if (text === '') return [];
    const [, letter, words = ''] = CHOICE.exec(text) ?? [];
    const answer = ANSWER.exec(text)?.[1];
    const choice = letter === undefined ? {} : { choice: { letter, text: asMarkdown(words, 'plain') } };
    return [{ line: index + 1, text, ...choice, ...(answer !== undefined && { answer }) }];
  });
}

/** Reads one line after the other; a question is taken once it is known how it ends. */
class Reader {
  readonly gathering = new Gathering();
  private begun: Begun | undefined;
  /** Choices without a question are told once where they begin. */
  private lost = false;

  next({ line, text, choice, answer }: Line): void {
    if (choice) {
      if (this.begun) this.begun.choices.push(choice);
      else this.lose(line);
    } else if (answer !== undefined) {
      if (this.begun) this.end((question) => finished(question, answer));
      else this.gathering.take(line, unbegun);
      this.lost = false;
    } else {
      this.end(unfinished);
      this.begun = { line, text: asMarkdown(text, 'plain'), choices: [] };
    }
  }

  end(read: (begun: Begun) => unknown = unfinished): void {
    const question = this.begun;
    this.begun = undefined;
    if (question) this.gathering.take(question.line, () => ({ draft: read(question) }));
  }

  private lose(line: number): void {
    if (!this.lost) this.gathering.take(line, unbegun);
    this.lost = true;
  }
}

/**
 * The questions of an Aiken file (docs.moodle.org/en/Aiken_format): a question on a line, a choice on each of the next (`A)` or `A.`),
 * then `ANSWER: A`. Blank lines say nothing.
 */
export function readAiken(file: string): Imported {
  const reader = new Reader();
  reader.gathering.take(1, () => {
    const lines = linesOf(file.replace(/^\ufeff/, ''));
    fewQuestions(lines.filter(({ choice, answer }) => !choice && answer === undefined).length);
    for (const line of lines) reader.next(line);
    reader.end();
    return undefined;
  });
  return reader.gathering;
}
