import type { Id } from '@lyceum/contracts';
import type { See } from '../../deciding/streams.ts';
import { randomFrom } from '../paper/shuffle.ts';
import type { Existing } from '../quiz.ts';
import { bankQuestions, type Written } from './bank-question.ts';
import { banks, drawable, type Bank } from './bank.ts';

/** A question of the bank that an attempt has drawn for a random place. */
export interface Drawn extends Written {
  readonly questionId: Id;
}

type Drawing = Pick<Existing, 'questions' | 'draws' | 'order'>;

/** Questions of the bank by the random places that get them. */
export type DrawnIds = ReadonlyMap<Id, Id>;

/** One of them by chance that nobody has yet: by a few throws, and by looking at all where those fail. */
function pick(from: readonly Id[], isTaken: (questionId: Id) => boolean, random: () => number): Id | undefined {
  for (let thrown = 0; thrown < THROWS; thrown++) {
    const chosen = from[Math.floor(random() * from.length)];
    if (chosen !== undefined && !isTaken(chosen)) return chosen;
  }
  const free = from.filter((questionId) => !isTaken(questionId));
  return free[Math.floor(random() * free.length)];
}
const THROWS = 8;

/**
 * Draws a question for each random place, none twice and none that the quiz asks anyway; what is drawn follows from the seed. Where a place
 * finds all of its questions taken, others change theirs for it (augmenting paths, as in bipartite matching), so that it is undefined only
 * where there really are too few.
 */
export function drawFor({ questions, draws, order }: Drawing, bank: Bank, seed: string): DrawnIds | undefined {
  const asked = new Set(questions.map(({ questionId }) => questionId));
  const from = new Map(order.flatMap((place) => (draws[place] ? [[place, drawable(bank, draws[place])] as const] : [])));
  const drawn = new Map<Id, Id>();
  const takenBy = new Map<Id, Id>();
  const give = (place: Id, questionId: Id) => {
    drawn.set(place, questionId);
    takenBy.set(questionId, place);
    return true;
  };
  const change = (place: Id, seen: Set<Id>): boolean =>
    (from.get(place) ?? []).some((questionId) => {
      if (asked.has(questionId) || seen.has(questionId)) return false;
      seen.add(questionId);
      const other = takenBy.get(questionId);
      return other === undefined || change(other, seen) ? give(place, questionId) : false;
    });
  for (const [place, candidates] of from) {
    const free = pick(candidates, (questionId) => asked.has(questionId) || takenBy.has(questionId), randomFrom(`${seed}:${place}`));
    if (free === undefined ? !change(place, new Set()) : !give(place, free)) return undefined;
  }
  return drawn;
}

/** Whether the bank has enough for the random places of the quiz. */
export const enoughFor = (quiz: Drawing, bank: Bank): boolean => drawFor(quiz, bank, '') !== undefined;

/** The questions that an attempt has drawn, whole and in their newest versions; `undefined` where the bank has too few. */
export async function draw(see: See, quiz: Existing, seed: string): Promise<ReadonlyMap<Id, Drawn> | undefined> {
  if (Object.keys(quiz.draws).length === 0) return new Map();
  const drawn = drawFor(quiz, await see(banks, quiz.courseId), seed);
  if (!drawn) return undefined;
  const whole = await Promise.all(
    [...drawn].map(async ([place, questionId]) => {
      const written = await see(bankQuestions, questionId);
      return written ? ([place, { questionId, ...written }] as const) : undefined;
    }),
  );
  return whole.includes(undefined) ? undefined : new Map(whole.filter((one) => one !== undefined));
}
