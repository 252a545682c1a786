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

const GAP = /\{(\d{0,4}):([A-Z_]{2,20}):((?:\\[^]|[^\\{}])*)\}/g;
const MOST_GAPS = 50;
const MARKER = /\{\{g\d+\}\}/;

interface Part {
  readonly text: string;
  readonly fraction: number;
  readonly feedback?: string;
}

/** The parts of a text between `sign`s that no backslash hides. */
function split(text: string, sign: string): string[] {
  const parts = [''];
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] as string;
    if (letter === '\\' && i + 1 < text.length) parts[parts.length - 1] += letter + (text[++i] as string);
    else if (letter === sign) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

const unescaped = (text: string): string => text.replaceAll(/\\([^])/g, '$1').trim();

function partOf(source: string): Part {
  const [whole = '', equals, percent] = /^\s*(?:(=)|%(-?\d{1,3}(?:\.\d{1,7})?)%)?/.exec(source) ?? [];
  const [text = '', ...feedback] = split(source.slice(whole.length), '#');
  const fraction = equals ? 1 : Math.round(Number(percent ?? 0) * 1e5) / 1e7;
  if (Math.abs(fraction) > 1) throw new ClozeError(`a gap's answer cannot be worth ${percent} %`);
  const said = unescaped(feedback.join('#'));
  return { text: unescaped(text), fraction, ...(said && { feedback: said }) };
}

/** A number with its tolerance: `23.8:0.1`. */
function numberOf({ text, ...worth }: Part) {
  const [number = '', tolerance = '0'] = text.split(':').map((one) => one.trim());
  const [value, within] = [Number(number), Math.abs(Number(tolerance))];
  if (number === '' || !Number.isFinite(value) || !Number.isFinite(within)) throw new ClozeError(`“${text.slice(0, 40)}” is not a number`);
  return { number: value, tolerance: within, ...worth };
}

function gapOf(id: string, weight: number, shape: Shape, parts: readonly Part[]): Gap {
  const right = parts.some(({ fraction }) => (shape.type === 'multiple' ? fraction > 0 : fraction === 1));
  if (!right) throw new ClozeError(`gap ${id.slice(1)} has no right answer`);
  if (parts.some(({ text }) => text === '')) throw new ClozeError(`gap ${id.slice(1)} has an empty answer`);
  if (shape.type === 'shortAnswer') return { id, weight, ...shape, answers: [...parts] };
  if (shape.type === 'numerical') {
    const other = parts.find(({ text }) => text === '*');
    const answers = parts.filter((part) => part !== other).map(numberOf);
    if (other && other.fraction !== 0) throw new ClozeError('any number at all (*) cannot be worth something');
    return { id, weight, type: 'numerical', answers, ...(other?.feedback && { feedbackOther: other.feedback }) };
  }
  if (parts.length < 2) throw new ClozeError(`gap ${id.slice(1)} needs at least two choices`);
  return { id, weight, ...shape, choices: parts.map((part, index) => ({ id: `c${index + 1}`, ...part })) };
}

/**
 * Reads a cloze text: the text with `{{g1}}`, `{{g2}}` … where its gaps stand, and the gaps.
 * @throws ClozeError
 */
export function readCloze(source: string): { text: string; gaps: Gap[] } {
  if (MARKER.test(source)) throw new ClozeError('{{g1}} and the like stand for gaps: write them otherwise');
  const gaps: Gap[] = [];
  const text = source.replaceAll(GAP, (_, weight: string, name: string, answers: string) => {
    const shape = BY_NAME.get(name);
    if (!shape) throw new ClozeError(`there is no kind of gap that is called ${name}`);
    if (gaps.length === MOST_GAPS) throw new ClozeError(`more than ${MOST_GAPS} gaps`);
    const id = `g${gaps.length + 1}`;
    gaps.push(
      gapOf(
        id,
        weight === '' ? 1 : Number(weight),
        shape,
        split(answers, '~')
          .filter((part, i) => i > 0 || part.trim() !== '')
          .map(partOf),
      ),
    );
    return `{{${id}}}`;
  });
  if (gaps.length === 0) throw new ClozeError('there is no gap: write one as {1:SHORTANSWER:=right}');
  if (gaps.every(({ weight }) => weight === 0)) throw new ClozeError('at least one gap must have a weight');
  return { text, gaps };
}

const escaped = (text: string): string => text.replaceAll(/[\\{}~#=%/"]/g, '\\$&');
const percentOf = (fraction: number): string => (fraction === 1 ? '=' : `%${Math.round(fraction * 1e7) / 1e5}%`);
const answerOf = (text: string, { fraction, feedback }: { fraction: number; feedback?: string | undefined }): string =>
  `${percentOf(fraction)}${text}${feedback ? `#${escaped(feedback)}` : ''}`;

function sourceOf(gap: Gap): string {
  const name = SHAPES.find(([, shape]) => Object.entries(shape).every(([key, value]) => gap[key as keyof Gap] === value))?.[0][0];
  const answers =
    gap.type === 'numerical'
      ? [
          ...gap.answers.map((answer) => answerOf(`${answer.number}:${answer.tolerance}`, answer)),
          ...(gap.feedbackOther ? [`*#${escaped(gap.feedbackOther)}`] : []),
        ]
      : (gap.type === 'shortAnswer' ? gap.answers : gap.choices).map((answer) => answerOf(escaped(answer.text), answer));
  return `{${gap.weight}:${name}:${answers.join('~')}}`;
}

/** A text with gaps as its author would write it: reading it again gives the same. */
export const writeCloze = ({ text, gaps }: { readonly text: string; readonly gaps: readonly Gap[] }): string =>
  gaps.reduce((source, gap) => source.replace(`{{${gap.id}}}`, () => sourceOf(gap)), text);
