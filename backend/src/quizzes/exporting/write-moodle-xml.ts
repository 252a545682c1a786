import { percentOf, readCloze, type QuestionDraft } from '@lyceum/contracts';
import { about, type Exported } from './exported.ts';
import { element, markdown, plain, value } from './xml.ts';

type DraftOf<Type extends QuestionDraft['type']> = Extract<QuestionDraft, { type: Type }>;

interface Answer {
  readonly fraction: number;
  readonly feedback?: string | undefined;
}

const MARKDOWN = 'markdown';

const answer = (text: string, { fraction, feedback }: Answer, format = MARKDOWN, more = ''): string =>
  element('answer', plain(text) + more + markdown('feedback', feedback), { fraction: percentOf(fraction), format });

const choices = ({ type, shuffle, choices: parts }: DraftOf<'single' | 'multiple'>): string =>
  value('single', String(type === 'single')) +
  value('shuffleanswers', String(shuffle)) +
  value('answernumbering', 'abc') +
  parts.map((choice) => answer(choice.text, choice)).join('');

const trueFalse = ({ correct, feedbackTrue, feedbackFalse }: DraftOf<'trueFalse'>): string =>
  answer('true', { fraction: correct ? 1 : 0, feedback: feedbackTrue }, 'moodle_auto_format') +
  answer('false', { fraction: correct ? 0 : 1, feedback: feedbackFalse }, 'moodle_auto_format');

const shortAnswer = ({ answers, caseSensitive }: DraftOf<'shortAnswer'>): string =>
  value('usecase', caseSensitive ? '1' : '0') + answers.map((one) => answer(one.text, one, 'plain_text')).join('');

function numerical({ answers, feedbackOther, units, unitPenalty }: DraftOf<'numerical'>): string {
  const numbers = answers.map((one) => answer(String(one.number), one, 'plain_text', value('tolerance', String(one.tolerance))));
  const other = feedbackOther ? answer('*', { fraction: 0, feedback: feedbackOther }, 'plain_text', value('tolerance', '0')) : '';
  const known = (units ?? []).map(({ unit, multiplier }) =>
    // Moodle multiplies the right answer by it, the academy what was given.
    element('unit', value('multiplier', String(1 / multiplier)) + value('unit_name', unit)),
  );
  return (
    numbers.join('') +
    other +
    (known.length > 0 ? element('units', known.join('')) : '') +
    value('unitgradingtype', unitPenalty === undefined ? '0' : '2') +
    value('unitpenalty', String(unitPenalty ?? 0.1)) +
    // 0 asks for the unit beside the number, 3 for none.
    value('showunits', known.length > 0 ? '0' : '3') +
    value('unitsleft', '0')
  );
}

const matching = ({ pairs }: DraftOf<'matching'>): string =>
  value('shuffleanswers', 'true') +
  pairs
    .map(({ stem, option }) =>
      element('subquestion', plain(stem) + element('answer', plain(option), { format: MARKDOWN }), { format: MARKDOWN }),
    )
    .join('');

const SCORING = { whole: 'ALL_OR_NOTHING', places: 'ABSOLUTE_POSITION', neighbours: 'RELATIVE_NEXT_EXCLUDE_LAST' };

const ordering = ({ items, scoring }: DraftOf<'ordering'>): string =>
  value('layouttype', 'VERTICAL') +
  value('selecttype', 'ALL') +
  value('selectcount', '0') +
  value('gradingtype', SCORING[scoring]) +
  value('showgrading', 'SHOW') +
  value('numberingstyle', 'none') +
  items.map((item, index) => element('answer', plain(item), { fraction: String(index + 1), format: MARKDOWN })).join('');

const essay = ({ guidance, wordLimit }: DraftOf<'essay'>): string =>
  value('responseformat', 'editor') +
  value('responserequired', '1') +
  value('responsefieldlines', '15') +
  (wordLimit === undefined ? '' : value('maxwordlimit', String(wordLimit))) +
  value('attachments', '0') +
  markdown('graderinfo', guidance);

/** The type by Moodle's name for it, and what is its own. */
function ownOf(draft: QuestionDraft): readonly [type: string, own: string] {
  switch (draft.type) {
    case 'single':
    case 'multiple':
      return ['multichoice', choices(draft)];
    case 'trueFalse':
      return ['truefalse', trueFalse(draft)];
    case 'shortAnswer':
      return ['shortanswer', shortAnswer(draft)];
    case 'numerical':
      return ['numerical', numerical(draft)];
    case 'matching':
      return ['matching', matching(draft)];
    case 'ordering':
      return ['ordering', ordering(draft)];
    case 'gaps':
      return ['cloze', ''];
    case 'essay':
      return ['essay', essay(draft)];
  }
}

const LONGEST_NAME = 80;

/** Moodle needs a name; a question without a title is called by its beginning, which says so by its attribute. */
const nameOf = ({ title, text }: QuestionDraft): string =>
  title === undefined
    ? element('name', plain(text.replaceAll(/\s+/g, ' ').slice(0, LONGEST_NAME)), { untitled: 'true' })
    : element('name', plain(title));

function write(draft: QuestionDraft): string {
  const [type, own] = ownOf(draft);
  const { text, mark, feedback, penalty, hints = [] } = draft;
  return element(
    'question',
    nameOf(draft) +
      markdown('questiontext', text) +
      markdown('generalfeedback', feedback) +
      value('defaultgrade', String(mark)) +
      (penalty === undefined ? '' : value('penalty', String(penalty))) +
      value('hidden', '0') +
      own +
      hints.map((hint) => markdown('hint', hint)).join(''),
    { type },
  );
}

/** What another reader of the file takes otherwise. */
function reasonsOf(draft: QuestionDraft): string[] {
  if (draft.type !== 'gaps') return [];
  const weights = readCloze(draft.text).gaps.reduce((sum, { weight }) => sum + weight, 0);
  return weights === draft.mark ? [] : [`Moodle gives it the mark of its gaps, ${weights}, instead of ${draft.mark}`];
}

/** A Moodle XML file (docs.moodle.org/en/Moodle_XML_format), which holds every type; what Moodle takes otherwise stands in comments. */
export function writeMoodleXml(heads: readonly string[], drafts: readonly QuestionDraft[]): Exported {
  const all = drafts.map((draft, index) => ({ draft, place: index + 1, source: write(draft), reasons: reasonsOf(draft) }));
  const comment = (text: string) =>
    `<!-- ${text
      .replaceAll(/-{2,}|[<>&]/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()} -->\n`;
  const parts = all.map(({ draft, place, source, reasons }) => (reasons.length > 0 ? comment(about(place, draft, reasons)) : '') + source);
  return {
    file: `<?xml version="1.0" encoding="UTF-8"?>\n${heads.map(comment).join('')}<quiz>\n${parts.join('')}</quiz>\n`,
    leftOut: all.filter(({ reasons }) => reasons.length > 0).map(({ place, reasons }) => ({ place, reasons })),
  };
}
