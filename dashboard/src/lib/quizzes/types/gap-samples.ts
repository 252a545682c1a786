import { t } from '#lib/messages/index.ts';

export const GAP_KINDS = ['shortAnswer', 'numerical', 'menu', 'column', 'row', 'several'] as const;
export type GapKind = (typeof GAP_KINDS)[number];

const NAMES = { menu: 'MULTICHOICE', column: 'MULTICHOICE_V', row: 'MULTICHOICE_H', several: 'MULTIRESPONSE' } as const;
const escaped = (text: string): string => text.replaceAll(/[}~#]/g, String.raw`\$&`);

/** A gap of a kind, ready to be written on; what was marked in the text becomes its right answer. */
export function gapSample(kind: GapKind, marked: string): string {
  const right = escaped(marked.trim());
  if (kind === 'shortAnswer') return `{1:SHORTANSWER:=${right || t('write.gapSample.shortAnswer')}}`;
  if (kind === 'numerical') {
    const number = Number(right.replace(',', '.'));
    return `{1:NUMERICAL:=${right !== '' && Number.isFinite(number) ? number : '3.5'}:0}`;
  }
  return `{1:${NAMES[kind]}:=${right || t('write.gapSample.right')}~${t('write.gapSample.wrong')}}`;
}

/** The text with a gap where the cursor or the marked part was, and what to mark next: the right answer within it. */
export function withGap(text: string, start: number, end: number, kind: GapKind) {
  const sample = gapSample(kind, text.slice(start, end));
  const from = start + sample.indexOf('=') + 1;
  const to = from + (/^(?:\\.|[^~:}])*/.exec(sample.slice(sample.indexOf('=') + 1))?.[0].length ?? 0);
  return { text: text.slice(0, start) + sample + text.slice(end), from, to };
}
