import { createHash } from 'node:crypto';

/**
 * Names the parts of a question. Ids tell nothing of what is right, only the order of writing: `c1`, `c2` …
 *
 * Where the question is written anew, a part that says what it said before keeps its id, because recorded answers name it. A new part must
 * not get the id of any that ever was, of which only the last are known here: its number follows from its words and is beyond all places.
 */
export function named<T>(
  letter: string,
  parts: readonly T[],
  wordsOf: (part: T) => string,
  former: readonly { readonly id: string; readonly words: string }[] = [],
): (T & { id: string })[] {
  if (former.length === 0) return parts.map((part, index) => ({ ...part, id: `${letter}${index + 1}` }));
  const free = [...former];
  const used = new Set(former.map(({ id }) => id));
  return parts.map((part) => {
    const words = wordsOf(part);
    const place = free.findIndex((one) => one.words === words);
    const [same] = place < 0 ? [] : free.splice(place, 1);
    const id = same?.id ?? freshId(letter, words, used);
    used.add(id);
    return { ...part, id };
  });
}

const FIRST = 1000;

/** An id that nothing in `used` has, the same for the same words. */
export function freshId(letter: string, words: string, used: ReadonlySet<string>): string {
  let number = FIRST + createHash('sha256').update(words).digest().readUInt32BE();
  while (used.has(`${letter}${number}`)) number++;
  return `${letter}${number}`;
}
