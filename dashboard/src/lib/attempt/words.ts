import { CERTAINTIES, type Answer, type GapAnswer, type PaperQuestion } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';

/** Text as its letters stand, not as Markdown. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>#]/g, '\\$&');

type Parts = readonly { readonly id: string; readonly text: string }[] | undefined;
const textOf = (parts: Parts, id: string | undefined): readonly string[] =>
  parts?.filter((part) => part.id === id).map(({ text }) => text) ?? [];

/** What was given at each gap, as Markdown; nothing where nothing was. */
export const gapInWords = ({ choices }: { readonly choices?: Parts }, answer: GapAnswer | undefined): string => {
  const { choice, choices: several, text, number } = answer ?? {};
  const chosen = [choice, ...(several ?? [])].flatMap((one) => textOf(choices, one));
  return chosen.join('; ') || plain(text ?? String(number ?? ''));
};

/** What was answered, in the words of the paper: a line each; none where nothing was answered. */
export function answerInWords(question: PaperQuestion, answer: Answer | undefined): readonly string[] {
  if (answer === undefined) return [];
  switch (question.type) {
    case 'single':
      return textOf(question.choices, answer.choice);
    case 'multiple':
      return answer.choices?.flatMap((id) => textOf(question.choices, id)) ?? [];
    case 'trueFalse':
      return answer.value === undefined ? [] : [answer.value ? t('answer.true') : t('answer.false')];
    case 'shortAnswer':
      return answer.text ? [plain(answer.text)] : [];
    case 'numerical':
      return answer.number === undefined ? [] : [plain([answer.number, answer.unit ?? ''].join(' ').trim())];
    case 'matching':
      return (question.stems ?? []).flatMap((stem) =>
        textOf(question.options, answer.pairs?.[stem.id]).map((option) => t('review.pair', { stem: stem.text, option })),
      );
    case 'ordering':
      return answer.order?.flatMap((id, at) => textOf(question.items, id).map((text) => t('review.place', { place: at + 1, text }))) ?? [];
    case 'gaps':
      return (question.gaps ?? []).map((gap) => gapInWords(gap, answer.gaps?.[gap.id]) || '—');
    case 'essay':
      return answer.text ? answer.text.split(/\n{2,}/).map(plain) : [];
  }
}

/** How sure one said to be; empty where nothing was said. */
export function certaintyInWords(answer: Answer | undefined): string {
  const known = CERTAINTIES.find(({ certainty }) => certainty === answer?.certainty);
  return known ? t(`certainty.${known.certainty}`) : '';
}
