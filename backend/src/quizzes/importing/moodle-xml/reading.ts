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

/** Reads the texts of one question; `note` is told what is left out of them. */
export class Reading {
  constructor(
    readonly question: Element,
    private readonly note: (reason: string) => void,
  ) {}

  text(element: Element | undefined): string {
    const format = FORMATS[attribute(element, 'format')] ?? 'moodle';
    return asMarkdown(withFiles(says(element), element, this.note), format);
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

  answers(): readonly Element[] {
    return fewParts(children(this.question, 'answer'));
  }

  feedback(answer: Element): string | undefined {
    return this.optional(child(answer, 'feedback'));
  }
}
