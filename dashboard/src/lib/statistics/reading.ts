import type { QuestionStatistics } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';

/** Fewer attempts say too little to warn of anything. */
const ENOUGH = 5;
const HARD = 0.1;
const EASY = 0.98;
const WEAK = 10;

/** What looks wrong with a question, the worst first; nothing where all is well or too little is known. */
export function warningsOf({ attempts, facility, discriminationIndex, effectiveWeight, standardDeviation }: QuestionStatistics): string[] {
  if (attempts < ENOUGH) return [];
  const warnings: string[] = [];
  if (discriminationIndex !== null && discriminationIndex < 0) warnings.push(t('stats.negative'));
  else if (discriminationIndex !== null && discriminationIndex < WEAK) warnings.push(t('stats.weak'));
  if (standardDeviation !== null && standardDeviation > 0 && effectiveWeight === null) warnings.push(t('stats.against'));
  if (facility !== null && facility < HARD) warnings.push(t('stats.tooHard'));
  if (facility !== null && facility > EASY) warnings.push(t('stats.tooEasy'));
  return warnings;
}

/** Markdown shortened to a label: its first line without its signs. */
export function labelOf(text: string, most = 80): string {
  const [line = ''] = text
    .replaceAll(/[#*_`>]|!?\[([^[\]]*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1')
    .replaceAll(/\{\{g\d+\}\}/g, '…')
    .trim()
    .split('\n');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** To at most two decimals, or a dash where there is nothing. */
export const rounded = (value: number | null, digits = 2): number | null =>
  value === null ? null : Math.round(value * 10 ** digits) / 10 ** digits;
