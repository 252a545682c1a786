import { escaped, split, unescaped, withoutReferences, withReferences } from './cloze-text.ts';
import { fractionOf, percentOf } from './fraction.ts';
import type { Gap } from './question.ts';

/** Something in a cloze text that cannot be read; the message says what, in plain words. */
export class ClozeError extends Error {}

/** Types of gap by the names that Moodle gives them (docs.moodle.org, "Embedded Answers (Cloze) question type"). */
type Shape =
  | { type: 'shortAnswer'; caseSensitive: boolean }
  | { type: 'numerical' }
  | { type: 'single' | 'multiple'; display: 'menu' | 'column' | 'row'; shuffle: boolean };

const choice = (display: 'menu' | 'column' | 'row', shuffle = false): Shape => ({ type: 'single', display, shuffle });
const several = (display: 'column' | 'row', shuffle = false): Shape => ({ type: 'multiple', display, shuffle });

const SHAPES: readonly (readonly [names: readonly string[], shape: Shape])[] = [
  [['SHORTANSWER', 'SA', 'MW'], { type: 'shortAnswer', caseSensitive: false }],
  [['SHORTANSWER_C', 'SAC', 'MWC'], { type: 'shortAnswer', caseSensitive: true }],
  [['NUMERICAL', 'NM'], { type: 'numerical' }],
  [['MULTICHOICE', 'MC'], choice('menu')],
  [['MULTICHOICE_S', 'MCS'], choice('menu', true)],
  [['MULTICHOICE_V', 'MCV'], choice('column')],
  [['MULTICHOICE_VS', 'MCVS'], choice('column', true)],
  [['MULTICHOICE_H', 'MCH'], choice('row')],
  [['MULTICHOICE_HS', 'MCHS'], choice('row', true)],
  [['MULTIRESPONSE', 'MR'], several('column')],
  [['MULTIRESPONSE_S', 'MRS'], several('column', true)],
  [['MULTIRESPONSE_H', 'MRH'], several('row')],
  [['MULTIRESPONSE_HS', 'MRHS'], several('row', true)],
];
const BY_NAME = new Map(SHAPES.flatMap(([names, shape]) => names.map((name) => [name, shape] as const)));

const HEAD = /\{(\d{0,4}):([A-Z_]{2,20}):/g;
const MOST_GAPS = 50;
const MARKER = /\{\{g\d+\}\}/;

interface Part {
  readonly text: string;
  readonly fraction: number;
  readonly feedback?: string;
}

function partOf(source: string): Part {
  const [whole = '', equals, percent = '0'] = /^\s*(?:(=)|%(-?\d{1,3}(?:[.,]\d{0,20})?)%)?/.exec(source) ?? [];
  const [text = '', ...feedback] = split(source.slice(whole.length), '#');
  const fraction = equals ? 1 : fractionOf(percent);
  if (Math.abs(fraction) > 1) throw new ClozeError(`a gap's answer cannot be worth ${percent} %`);
  const said = unescaped(feedback.join('#'));
  return { text: unescaped(text), fraction, ...(said && { feedback: said }) };
}

/** A number with its tolerance: `23.8:0.1`. */
function numberOf({ text, ...worth }: Part) {
  const [number = '', tolerance = '0'] = text.split(':').map((one) => one.trim().replace(',', '.'));
  const [value, within] = [Number(number), Math.abs(Number(tolerance))];
  if (number === '' || !Number.isFinite(value) || !Number.isFinite(within)) throw new ClozeError(`“${text.slice(0, 40)}” is not a number`);
  return { number: value, tolerance: within, ...worth };
}

const ROUNDING = 1e-6;
const IN_PERCENT = /^\s*%(?!-?0+(?:[.,]0*)?%)/;

/** Where several may be chosen the right ones share the mark; if none says its part in percent, a wrong one takes away what a right one gives. */
function sharedOut(parts: readonly Part[], inPercent: boolean): Part[] {
  const whole = parts.reduce((sum, { fraction }) => sum + Math.max(0, fraction), 0);
  if (whole === 0) return [...parts];
  const over = Math.abs(whole - 1) < ROUNDING ? 1 : whole;
  return parts.map((part) => ({
    ...part,
    fraction: part.fraction > 0 ? fractionOf(percentOf(part.fraction / over)) : inPercent ? part.fraction : -1 / over,
  }));
}

function gapOf(id: string, weight: number, shape: Shape, parts: readonly Part[]): Gap {
  const right = parts.some(({ fraction }) => (shape.type === 'multiple' ? fraction > 0 : fraction === 1));
  if (!right) throw new ClozeError(`gap ${id.slice(1)} has no right answer`);
  if (parts.some(({ text }) => text === '')) throw new ClozeError(`gap ${id.slice(1)} has an empty answer`);
  if (shape.type === 'shortAnswer')
    return { id, weight, ...shape, answers: parts.map((part) => ({ ...part, text: withoutReferences(part.text) })) };
  if (shape.type === 'numerical') {
    const other = parts.find(({ text }) => text === '*');
    const answers = parts.filter((part) => part !== other).map(numberOf);
    if (other && other.fraction !== 0) throw new ClozeError('any number at all (*) cannot be worth something');
    return { id, weight, type: 'numerical', answers, ...(other?.feedback && { feedbackOther: other.feedback }) };
  }
  if (parts.length < 2) throw new ClozeError(`gap ${id.slice(1)} needs at least two choices`);
  return { id, weight, ...shape, choices: parts.map((part, index) => ({ id: `c${index + 1}`, ...part })) };
}

/** One gap as it stands in a text: from where to where, and its parts in letters. */
interface Found {
  readonly start: number;
  readonly end: number;
  readonly weight: string;
  readonly name: string;
  readonly answers: string;
}

/** The gaps of a text, each up to the first `}` that no backslash hides; what never ends is text. */
function gapsIn(source: string): Found[] {
  const ends = [...source.matchAll(/\\[^]|\}/g)].filter(([sign]) => sign === '}').map(({ index }) => index);
  const found: Found[] = [];
  let next = 0;
  for (const { index, 0: head, 1: weight = '', 2: name = '' } of source.matchAll(HEAD)) {
    const inside = index + head.length;
    while ((ends[next] ?? inside) < inside) next++;
    const end = ends[next];
    if (end !== undefined && index >= (found.at(-1)?.end ?? 0))
      found.push({ start: index, end: end + 1, weight, name, answers: source.slice(inside, end) });
  }
  return found;
}

function read({ weight, name, answers }: Found, id: string): Gap {
  const shape = BY_NAME.get(name);
  if (!shape) throw new ClozeError(`there is no kind of gap that is called ${name}`);
  const sources = split(answers, '~').filter((part, i) => i > 0 || part.trim() !== '');
  const inPercent = sources.some((part) => IN_PERCENT.test(part));
  const parts = shape.type === 'multiple' ? sharedOut(sources.map(partOf), inPercent) : sources.map(partOf);
  return gapOf(id, weight === '' ? 1 : Number(weight), shape, parts);
}

/**
 * Reads a cloze text: the text with `{{g1}}`, `{{g2}}` … where its gaps stand, and the gaps.
 * @throws ClozeError
 */
export function readCloze(source: string): { text: string; gaps: Gap[] } {
  if (MARKER.test(source)) throw new ClozeError('{{g1}} and the like stand for gaps: write them otherwise');
  const found = gapsIn(source);
  if (found.length === 0) throw new ClozeError('there is no gap: write one as {1:SHORTANSWER:=right}');
  if (found.length > MOST_GAPS) throw new ClozeError(`more than ${MOST_GAPS} gaps`);
  const gaps = found.map((one, index) => read(one, `g${index + 1}`));
  if (gaps.every(({ weight }) => weight === 0)) throw new ClozeError('at least one gap must have a weight');
  const between = found.map(({ start }, index) => source.slice(found[index - 1]?.end ?? 0, start));
  return { text: `${between.map((text, index) => `${text}{{g${index + 1}}}`).join('')}${source.slice(found.at(-1)?.end)}`, gaps };
}

interface Worth {
  readonly fraction: number;
  readonly feedback?: string | undefined;
}

const answerOf = (text: string, { fraction, feedback }: Worth, full = '='): string =>
  // A space keeps `&` before feedback from becoming a character reference (`&#1;`); it is trimmed when read.
  `${fraction === 1 ? full : `%${percentOf(fraction)}%`}${text}${feedback ? `${text.endsWith('&') ? ' ' : ''}#${escaped(feedback)}` : ''}`;

function sourceOf(gap: Gap): string {
  const name = SHAPES.find(([, shape]) => Object.entries(shape).every(([key, value]) => gap[key as keyof Gap] === value))?.[0][0];
  const answers =
    gap.type === 'numerical'
      ? [
          ...gap.answers.map((answer) => answerOf(`${answer.number}:${answer.tolerance}`, answer)),
          ...(gap.feedbackOther ? [`*#${escaped(gap.feedbackOther)}`] : []),
        ]
      : gap.type === 'shortAnswer'
        ? gap.answers.map((answer) => answerOf(escaped(withReferences(answer.text)), answer))
        : gap.choices.map((choice) => answerOf(escaped(choice.text), choice, gap.type === 'multiple' ? '%100%' : '='));
  return `{${gap.weight}:${name}:${answers.join('~')}}`;
}

/** A text with gaps as its author would write it: reading it again gives the same. */
export const writeCloze = ({ text, gaps }: { readonly text: string; readonly gaps: readonly Gap[] }): string =>
  gaps.reduce((source, gap) => source.replace(`{{${gap.id}}}`, () => sourceOf(gap)), text);
