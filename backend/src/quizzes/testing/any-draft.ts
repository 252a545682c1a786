import { QuestionDraft, writeCloze, type Gap, type QuestionType } from '@lyceum/contracts';
import * as fc from 'fast-check';

/** Signs that mean something to one format or another, and what looks like them. */
const UNITS = [
  ...[
    'a',
    'B',
    'é',
    'Ж',
    '漢',
    '😀',
    '1',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\t',
    '\\',
    '*',
    '_',
    '`',
    '.',
    '..',
    ',',
    '"',
    "'",
    '|',
    '[',
    ']',
    '(',
    ')',
    '$',
  ],
  ...[
    '{',
    '}',
    '~',
    '=',
    '#',
    '####',
    '%',
    '%50%',
    ':',
    '::',
    '->',
    '//',
    '/',
    '<',
    '>',
    '&',
    '&amp;',
    '&lt;',
    '&#65;',
    ']]>',
    '<b>',
    '</p>',
  ],
  ...[
    '\\n',
    '[html]',
    '[markdown]',
    'TRUE',
    'T',
    '\n// ',
    '\n$CATEGORY: x',
    '$x^2$',
    '- item',
    '![i](data:image/png;base64,AA)',
    '@@PLUGINFILE@@/a',
  ],
];

/** Text as an author writes it, with every sign that a format could stumble over. */
export const anyText = (maxLength = 12): fc.Arbitrary<string> =>
  fc
    .string({ unit: fc.constantFrom(...UNITS), minLength: 1, maxLength })
    .map((text) => text.trim())
    .filter((text) => text !== '');

const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const share = fc
  .tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: 1, max: 12 }))
  .map(([a, b]) => Math.max(-1, Math.min(1, a / b)));
const fraction = fc.oneof(share, fc.constantFrom(0, 1, 0.5, 1 / 3, -0.25));
const number = fc.oneof(fc.integer({ min: -1e6, max: 1e6 }), fc.double({ min: -1e9, max: 1e9, noNaN: true }));

/** The first answer is right, so that the answer that is asked for is found first. */
const firstFull = <T extends { fraction: number }>(answers: T[]): T[] =>
  answers.map((answer, index) => (index === 0 ? { ...answer, fraction: 1 } : answer));
const answers = fc
  .array(fc.record({ text: anyText(6), fraction, feedback: optional(anyText()) }), { minLength: 1, maxLength: 5 })
  .map(firstFull);
const numbers = fc
  .array(fc.record({ number, tolerance: number.map(Math.abs), fraction, feedback: optional(anyText()) }), { minLength: 1, maxLength: 4 })
  .map(firstFull);
const choices = fc
  .array(fc.record({ text: anyText(), fraction, feedback: optional(anyText()) }), { minLength: 2, maxLength: 6 })
  .map(firstFull);

const named = choices.map((parts) => parts.map((part, index) => ({ id: `c${index + 1}`, ...part })));
const gap: fc.Arbitrary<object> = fc.oneof(
  fc.record({ type: fc.constant('shortAnswer'), caseSensitive: fc.boolean(), answers }),
  fc.record({ type: fc.constant('single'), display: fc.constantFrom('menu', 'column', 'row'), shuffle: fc.boolean(), choices: named }),
  fc.record({ type: fc.constant('multiple'), display: fc.constantFrom('column', 'row'), shuffle: fc.boolean(), choices: named }),
  fc.record({ type: fc.constant('numerical'), answers: numbers, feedbackOther: optional(anyText()) }),
);
const cloze = fc.array(fc.tuple(anyText(), gap, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 4 }).map((of) => {
  const gaps = of.map(([, parts, weight], index) => ({ id: `g${index + 1}`, weight, ...parts }) as unknown as Gap);
  return writeCloze({ text: of.map(([text], index) => `${text} {{g${index + 1}}}`).join(' '), gaps });
});

const unit = fc.record({
  unit: fc.constantFrom('m', 'cm', 'km', '°', 'µ/s', 'a & b', '<u>'),
  multiplier: fc.constantFrom(1, 0.01, 1000, 60, 3.6, 0.3048),
});
const units = fc.uniqueArray(unit, { selector: (one) => one.unit, maxLength: 4 }).filter((of) => of.length > 0);

const OWN: { readonly [Type in QuestionType]: Readonly<Record<string, fc.Arbitrary<unknown>>> } = {
  single: { shuffle: fc.boolean(), choices },
  multiple: { shuffle: fc.boolean(), choices },
  trueFalse: { correct: fc.boolean(), feedbackTrue: optional(anyText()), feedbackFalse: optional(anyText()) },
  shortAnswer: { answers, caseSensitive: fc.boolean() },
  numerical: {
    answers: numbers,
    units: optional(units),
    unitPenalty: optional(fc.constantFrom(0, 0.1, 0.5, 1)),
    feedbackOther: optional(anyText()),
  },
  matching: {
    pairs: fc
      .tuple(
        fc.array(fc.record({ stem: anyText(), option: anyText(6) }), { minLength: 2, maxLength: 5 }),
        fc.array(fc.record({ stem: fc.constant(''), option: anyText(6) }), { maxLength: 2 }),
      )
      .map((parts) => parts.flat()),
  },
  ordering: {
    items: fc.uniqueArray(anyText(6), { minLength: 2, maxLength: 6 }),
    scoring: fc.constantFrom('whole', 'places', 'neighbours'),
  },
  gaps: { text: cloze },
  essay: { guidance: optional(anyText()), wordLimit: optional(fc.integer({ min: 1, max: 20_000 })) },
};

/** Drafts of one type, with everything that a draft may say. */
export const anyDraft = (type: QuestionType): fc.Arbitrary<QuestionDraft> =>
  fc
    .record({
      type: fc.constant(type),
      text: anyText(20),
      mark: fc.constantFrom(1, 2, 0.5, 100, 3.25),
      title: optional(anyText().map((text) => text.replaceAll(/\s+/g, ' '))),
      feedback: optional(anyText()),
      hints: optional(fc.array(anyText(), { minLength: 1, maxLength: 3 })),
      penalty: optional(fc.constantFrom(0, 0.1, 1 / 3, 1)),
      ...OWN[type],
    })
    .map((draft) => QuestionDraft.parse(JSON.parse(JSON.stringify(draft))));

export const TYPES = Object.keys(OWN) as readonly QuestionType[];
