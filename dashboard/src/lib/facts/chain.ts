import type { FactChain, FactLine, FigureFacts } from '@lyceum/contracts';
import { read } from '#lib/api/client.ts';
import { figure as written } from '#lib/messages/index.ts';
import { academySentence } from './academy-sentence.ts';
import { attendanceAsOf, attendanceSentence, isAttendance } from './attendance.ts';
import type { Source } from './panel.svelte.ts';
import { gradeAsOf, sentence } from './sentence.ts';

/** The facts behind a figure, oldest first, and what they say. */
export interface Chain {
  readonly facts: readonly FactLine[];
  /** Facts before these, which are counted and not shown. */
  readonly earlier: number;
  /** The fact in words; times in the given zone. */
  sentence(fact: FactLine, zone: string): string;
  /** The figure once the first `count` of the facts had happened. */
  valueAt(count: number): string;
}

const changeOf = ({ values }: FactLine): number => Number(values['change'] ?? 0);

/** A figure of the academy: its value now, less what the facts after a moment changed, is its value at that moment. */
export const figureChain = ({ value, facts, items }: FigureFacts, figure: string): Chain => ({
  facts: items,
  earlier: facts - items.length,
  sentence: (fact) => academySentence(fact, figure),
  valueAt: (count) => written(items.slice(count).reduce((left, fact) => left - changeOf(fact), value)),
});

const attemptChain = ({ items }: FactChain): Chain => ({
  facts: items,
  earlier: 0,
  sentence,
  valueAt: (count) => gradeAsOf(items.slice(0, count)),
});

/** The mark of attendance at a moment is made of the facts up to then; now also of the time that has gone by. */
export const attendanceChain = (items: readonly FactLine[], now: string): Chain => ({
  facts: items,
  earlier: 0,
  sentence: attendanceSentence,
  valueAt: (count) => attendanceAsOf(items.slice(0, count), count === items.length ? now : (items[count - 1]?.at ?? now)),
});

/** Asks for the chain. @throws Error with words for the reader */
export async function chainOf(source: Source): Promise<Chain> {
  if ('attemptId' in source) return attemptChain((await read<FactChain>(fetch, `/api/attempts/${source.attemptId}/facts`)).value);
  if ('columnId' in source) {
    const chain = (await read<FactChain>(fetch, `/api/gradebook/${source.columnId}/${source.personId}/facts`)).value;
    return isAttendance(chain.items) ? attendanceChain(chain.items, new Date().toISOString()) : attemptChain(chain);
  }
  const { figure } = source;
  return figureChain((await read<FigureFacts>(fetch, `/api/analytics/figures/${encodeURIComponent(figure)}/facts`)).value, figure);
}
