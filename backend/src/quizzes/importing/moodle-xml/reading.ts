import { fractionOf } from '@lyceum/contracts';
import { fewParts } from '../imported.ts';
import { numberIn } from '../number.ts';
import { asMarkdown, orNone, type TextFormat } from '../text.ts';
import { attribute, child, children, says, type Element } from './element.ts';
import { withFiles } from './files.ts';

const FORMATS: Readonly<Record<string, TextFormat>> = {
  html: 'html',
  markdown: 'markdown',
  plain_text: 'plain',
  moodle_auto_format: 'moodle',
};

/** Moodle keeps seven decimals of a penalty. */
const PENALTY_DECIMALS = 5;

/** Reads the texts of one question; `note` is told what is left out of them, `keep` is given their images. */
export class Reading {
  constructor(
    readonly question: Element,
    readonly note: (reason: string) => void,
    readonly keep: (image: Buffer) => void,
  ) {}

  text(element: Element | undefined): string {
    const format = FORMATS[attribute(element, 'format')] ?? 'moodle';
    return asMarkdown(withFiles(says(element), element, this.note, this.keep), format);
  }

  optional(element: Element | undefined): string | undefined {
    return orNone(this.text(element));
  }

  /** What an answer is worth, said in percent. */
  fraction(answer: Element): number {
    const percent = attribute(answer, 'fraction') || '0';
    numberIn(percent);
    return fractionOf(percent);
  }

  /** What each wrong try costs, said as a share; undefined where nothing is said. */
  penalty(): number | undefined {
    const share = says(child(this.question, 'penalty'));
    return share === '' ? undefined : fractionOf((numberIn(share) * 100).toFixed(PENALTY_DECIMALS));
  }

  hints(): string[] | undefined {
    const hints = children(this.question, 'hint').flatMap((hint) => this.optional(hint) ?? []);
    return hints.length > 0 ? hints : undefined;
  }

  tags(): string[] {
    return children(child(this.question, 'tags'), 'tag')
      .map((tag) => says(tag))
      .filter((tag) => tag !== '');
  }

  answers(): readonly Element[] {
    return fewParts(children(this.question, 'answer'));
  }

  feedback(answer: Element): string | undefined {
    return this.optional(child(answer, 'feedback'));
  }
}
