import { readCloze, type Gap } from '@lyceum/contracts';
import { freshId, named } from './part-ids.ts';

/** What a gap is known by whatever the order of its answers: they, without what they are worth. */
function wordsOf(gap: Gap): string {
  const answers = gap.type === 'numerical' ? gap.answers : 'choices' in gap ? gap.choices : gap.answers;
  const words = answers.map((answer) => ('number' in answer ? `${answer.number}:${answer.tolerance}` : answer.text));
  return JSON.stringify([gap.type, ...words.toSorted()]);
}

/** For each gap, which of the former it was: one that asks the same, else the one in the same order among as many that are left. */
function predecessors(gaps: readonly Gap[], former: readonly Gap[]): ReadonlyMap<Gap, Gap> {
  const left = [...former];
  const found = new Map<Gap, Gap>();
  for (const gap of gaps) {
    const place = left.findIndex((one) => wordsOf(one) === wordsOf(gap));
    const [same] = place < 0 ? [] : left.splice(place, 1);
    if (same) found.set(gap, same);
  }
  const others = gaps.filter((gap) => !found.has(gap));
  if (others.length === left.length) others.forEach((gap, index) => found.set(gap, left[index] as Gap));
  return found;
}

/** The gap with the ids that its choices had. */
function withChoices(gap: Gap, before: Gap | undefined): Gap {
  if (!('choices' in gap) || !before || !('choices' in before)) return gap;
  const former = before.choices.map(({ id, text }) => ({ id, words: text }));
  return { ...gap, choices: named('c', gap.choices, ({ text }) => text, former) };
}

const MARKER = /\{\{(g\d+)\}\}/g;

/** A cloze text with its gaps; those that the former question had keep their ids. */
export function makeGaps(source: string, former: readonly Gap[] = []): { text: string; gaps: Gap[] } {
  const read = readCloze(source);
  if (former.length === 0) return read;
  const before = predecessors(read.gaps, former);
  const used = new Set(former.map(({ id }) => id));
  const ids = new Map<string, string>();
  const gaps = read.gaps.map((gap) => {
    const id = before.get(gap)?.id ?? freshId('g', wordsOf(gap), used);
    used.add(id);
    ids.set(gap.id, id);
    return { ...withChoices(gap, before.get(gap)), id };
  });
  return { text: read.text.replaceAll(MARKER, (_, id: string) => `{{${ids.get(id) ?? id}}}`), gaps };
}
