import { fewQuestions } from '../imported.ts';

/** One `<question>` element as it stands in the file; `whole` is false where its end is missing. */
export interface Slice {
  readonly line: number;
  readonly text: string;
  readonly whole: boolean;
}

const OPEN = /<question[\s>]/y;
const CLOSE = '</question>';

/** The next place of a text at or after an index; asked in rising order it reads the file once, whatever the file is like. */
function seeker(file: string, wanted: string): (from: number) => number {
  let known = -1;
  return (from) => {
    if (known < from) {
      const found = file.indexOf(wanted, from);
      known = found < 0 ? Number.POSITIVE_INFINITY : found;
    }
    return known;
  };
}

/** Where a section (comment, CDATA) ends; one that swallows the end of its question and the next is taken for unclosed. */
function sections(file: string, opening: string, closing: string): (start: number) => number {
  const [end, close, open] = [seeker(file, closing), seeker(file, CLOSE), seeker(file, '<question ')];
  return (start) => {
    const inside = start + opening.length;
    const closed = end(inside);
    const swallows = open(Math.min(close(inside), file.length)) < closed;
    return closed === Number.POSITIVE_INFINITY || swallows ? inside : closed + closing.length;
  };
}

/** Lines up to an index, counted onwards from the last one asked for. */
function lineCounter(file: string): (index: number) => number {
  let line = 1;
  let counted = 0;
  return (index) => {
    for (let at = file.indexOf('\n', counted); at >= 0 && at < index; at = file.indexOf('\n', at + 1)) {
      line++;
      counted = at + 1;
    }
    return line;
  };
}

/**
 * The questions of a Moodle XML file cut out one by one, so that one that is not well-formed spoils no other, and nothing that a file
 * declares around them (document types, entities) is ever read.
 * @throws Unreadable where there are more questions than any real file has.
 */
export function slicesOf(file: string): Slice[] {
  const lineAt = lineCounter(file);
  const commentEnd = sections(file, '<!--', '-->');
  const dataEnd = sections(file, '<![CDATA[', ']]>');
  const slices: Slice[] = [];
  let open = -1;
  const cut = (end: number, whole: boolean) => {
    fewQuestions(slices.length + 1);
    if (open >= 0) slices.push({ line: lineAt(open), text: file.slice(open, end), whole });
    open = -1;
  };
  for (let at = file.indexOf('<'); at >= 0; at = file.indexOf('<', at)) {
    OPEN.lastIndex = at;
    if (file.startsWith('<!--', at)) at = commentEnd(at);
    else if (file.startsWith('<![CDATA[', at)) at = dataEnd(at);
    else if (file.startsWith(CLOSE, at)) cut((at += CLOSE.length), true);
    else {
      if (OPEN.test(file)) {
        cut(at, false);
        open = at;
      }
      at++;
    }
  }
  cut(file.length, false);
  return slices;
}
