import { percentOf, type QuestionDraft } from '@lyceum/contracts';
import { about, type Exported, type Written } from './exported.ts';

type DraftOf<Type extends QuestionDraft['type']> = Extract<QuestionDraft, { type: Type }>;

const escaped = (text: string): string => text.replaceAll(/[\\#={}~:]/g, '\\$&').replaceAll('\n', '\\n');

/** What a text must not begin with, because it would be taken for a format or for what an answer is worth. */
const TAKEN = /^(?:\[(?:html|markdown|plain|moodle)\]|%)/;
const FORMAT = '[markdown]';

/** A text within a question whose format is Markdown. */
const written = (text: string): string => `${TAKEN.test(text) ? FORMAT : ''}${escaped(text)}`;
const feedback = (text: string | undefined): string => (text ? `#${written(text)}` : '');
const lines = (parts: readonly string[]): string => `\n${parts.map((part) => `\t${part}\n`).join('')}`;

/** An arrow is a sign of pairs; in Markdown its reference looks the same. */
const withoutArrow = (text: string): string => text.replaceAll('->', '-&gt;');

function choices({ type, choices: parts }: DraftOf<'single' | 'multiple'>): string {
  // One = tells that one choice is meant, and only a ~ tells choices from short answers.
  const right = type === 'single' ? parts.findIndex(({ fraction }) => fraction === 1) : -1;
  return lines(
    parts.map(({ text, fraction, feedback: said }, index) => {
      const worth = index === right ? '=' : fraction === 0 ? '~' : `~%${percentOf(fraction)}%`;
      return `${worth}${written(text)}${feedback(said)}`;
    }),
  );
}

function trueFalse({ correct, feedbackTrue, feedbackFalse }: DraftOf<'trueFalse'>): string {
  const [right, wrong] = correct ? [feedbackTrue, feedbackFalse] : [feedbackFalse, feedbackTrue];
  const word = correct ? 'TRUE' : 'FALSE';
  return right ? `${word}#${wrong ? written(wrong) : ''}#${written(right)}` : `${word}${feedback(wrong)}`;
}

const shortAnswer = ({ answers }: DraftOf<'shortAnswer'>): string =>
  lines(
    answers.map(({ text, fraction, feedback: said }) => `=%${percentOf(fraction)}%${written(text)}${feedback(said && withoutArrow(said))}`),
  );

const numerical = ({ answers, feedbackOther }: DraftOf<'numerical'>): string =>
  `#${lines([
    ...answers.map(({ number, tolerance, fraction, feedback: said }) => `=%${percentOf(fraction)}%${number}:${tolerance}${feedback(said)}`),
    ...(feedbackOther ? [`~${feedback(feedbackOther)}`] : []),
  ])}`;

const matching = ({ pairs }: DraftOf<'matching'>): string =>
  lines(pairs.map(({ stem, option }) => `=${written(withoutArrow(stem))} -> ${written(option)}`));

/** What stands in braces, or why there is nothing to stand there. */
function answersOf(draft: QuestionDraft): { source: string } | { reason: string } {
  switch (draft.type) {
    case 'single':
    case 'multiple':
      return { source: choices(draft) };
    case 'trueFalse':
      return { source: trueFalse(draft) };
    case 'shortAnswer':
      if (draft.answers.some(({ text }) => text.includes('->'))) return { reason: 'GIFT takes an answer with -> for a pair' };
      return { source: shortAnswer(draft) };
    case 'numerical':
      return { source: numerical(draft) };
    case 'matching':
      return { source: matching(draft) };
    case 'essay':
      return { source: '' };
    case 'ordering':
      return { reason: 'GIFT has no ordering questions' };
    case 'gaps':
      return { reason: 'GIFT has no texts with several gaps' };
  }
}

const arrowed = (draft: QuestionDraft): boolean =>
  draft.type === 'matching'
    ? draft.pairs.some(({ stem }) => stem.includes('->'))
    : draft.type === 'shortAnswer' && draft.answers.some(({ feedback: said = '' }) => said.includes('->'));

/** What GIFT has no sign for. */
function reasonsOf(draft: QuestionDraft): string[] {
  const left: [boolean, string][] = [
    [draft.mark !== 1, `its mark (${draft.mark}) is left out`],
    [Boolean(draft.hints?.length), 'its hints are left out'],
    [draft.penalty !== undefined, 'what a wrong try costs is left out'],
    [(draft.type === 'single' || draft.type === 'multiple') && !draft.shuffle, 'that its choices keep their order is left out'],
    [draft.type === 'shortAnswer' && draft.caseSensitive, 'that capital letters matter is left out'],
    [draft.type === 'numerical' && Boolean(draft.units?.length), 'its units are left out'],
    [draft.type === 'essay' && Boolean(draft.guidance), 'its guidance is left out'],
    [draft.type === 'essay' && draft.wordLimit !== undefined, 'how many words it asks for is left out'],
    [arrowed(draft), 'its arrows are written as references'],
  ];
  return left.filter(([there]) => there).map(([, words]) => words);
}

function write(draft: QuestionDraft): Written {
  const answers = answersOf(draft);
  if ('reason' in answers) return { source: null, reasons: [`it is not in this file: ${answers.reason}`] };
  const title = draft.title ? `::${escaped(draft.title)}::` : '';
  const general = draft.feedback ? `####${written(draft.feedback)}` : '';
  return { source: `${title}${FORMAT}${escaped(draft.text)}{${answers.source}${general}}`, reasons: reasonsOf(draft) };
}

const comment = (text: string): string => `// ${text.replaceAll(/\s+/g, ' ')}\n`;

/** A GIFT file (docs.moodle.org/en/GIFT_format). What it cannot hold stands in comments at the question's place. */
export function writeGift(heads: readonly string[], drafts: readonly QuestionDraft[]): Exported {
  const all = drafts.map((draft, index) => ({ draft, place: index + 1, ...write(draft) }));
  const blocks = all.map(({ draft, place, source, reasons }) => {
    const said = reasons.length > 0 ? comment(about(place, draft, reasons)) : '';
    return `${said}${source === null ? '' : `${source}\n`}`;
  });
  return {
    file: `${heads.map(comment).join('')}\n${blocks.join('\n')}`,
    leftOut: all.filter(({ reasons }) => reasons.length > 0).map(({ place, reasons }) => ({ place, reasons })),
  };
}
