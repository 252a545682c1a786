import type { Id } from '@lyceum/contracts';
import { pointsOf, ratio } from './exact.ts';
import { largestCoproduct } from './histogram.ts';
import type { Moments } from './moments.ts';
import type { ItemRow, QuizScoresRow } from './projection.ts';

/** The figures of one question. Those that the marks do not give are null. */
export interface ItemFigures {
  readonly attempts: number;
  readonly facility: number | null;
  readonly standardDeviation: number | null;
  readonly discriminationIndex: number | null;
  readonly discriminativeEfficiency: number | null;
}

/** The figures of a quiz as a whole. */
export interface QuizFigures {
  readonly attempts: number;
  readonly mean: number | null;
  readonly standardDeviation: number | null;
  readonly internalConsistency: number | null;
  readonly standardError: number | null;
}

/** Of square ten-millionths of a point to square points. */
const SQUARE = 1e14;

/** `attempts × sum of products − product of the sums`: `attempts × (attempts − 1)` times the covariance. */
const spread = (attempts: number, products: string, a: string, b: string): bigint =>
  BigInt(attempts) * BigInt(products) - BigInt(a) * BigInt(b);

const covariance = (attempts: number, spreading: bigint): number => ratio(spreading, BigInt(attempts) * BigInt(attempts - 1)) / SQUARE;

/** The variance of the marks, in square points. */
const markVariance = ({ attempts, squares, marks }: Moments): number => covariance(attempts, spread(attempts, squares, marks, marks));

/** The covariance of the mark with the whole score: that with the rest and the variance of its own. */
const withScore = ({ attempts, products, squares, marks, rests }: Moments): number =>
  covariance(attempts, spread(attempts, products, marks, rests) + spread(attempts, squares, marks, marks));

const share = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole);

/** The figures of one question (Moodle's definitions: docs.moodle.org/dev/Quiz_statistics_calculations, "Question statistics"). */
export function itemFigures(moments: Moments): ItemFigures {
  const { attempts, marks, maxMarks, rests, restSquares, products, markHistogram, restHistogram } = moments;
  const facility = BigInt(maxMarks) === 0n ? null : ratio(BigInt(marks), BigInt(maxMarks));
  const nothing = { standardDeviation: null, discriminationIndex: null, discriminativeEfficiency: null };
  if (attempts < 2) return { attempts, facility, ...nothing };
  const variance = markVariance(moments);
  const restVariance = covariance(attempts, spread(attempts, restSquares, rests, rests));
  const together = covariance(attempts, spread(attempts, products, marks, rests));
  const means = [marks, rests].map((sum) => pointsOf(ratio(BigInt(sum), BigInt(attempts)))) as [number, number];
  // Where either never differs, no pairing does: what is left of it then is rounding.
  const largest = variance === 0 || restVariance === 0 ? 0 : largestCoproduct(markHistogram, restHistogram, ...means) / (attempts - 1);
  return {
    attempts,
    facility,
    standardDeviation: Math.sqrt(variance),
    discriminationIndex: share(together, Math.sqrt(variance * restVariance)),
    discriminativeEfficiency: share(together, largest),
  };
}

/** The figures of the quiz (Moodle's definitions, "Test statistics"): its scores and how its places hang together. */
export function quizFigures(scores: QuizScoresRow | undefined, places: readonly ItemRow[]): QuizFigures {
  const attempts = scores?.attempts ?? 0;
  const nothing = { mean: null, standardDeviation: null, internalConsistency: null, standardError: null };
  if (!scores || attempts === 0) return { attempts, ...nothing };
  const mean = pointsOf(ratio(BigInt(scores.scores), BigInt(attempts)));
  if (attempts < 2) return { attempts, ...nothing, mean };
  const variance = covariance(attempts, spread(attempts, scores.squares, scores.scores, scores.scores));
  const standardDeviation = Math.sqrt(variance);
  if (variance === 0 || places.length < 2) return { attempts, ...nothing, mean, standardDeviation };
  const ofMarks = places.reduce((sum, { moments }) => sum + (moments.attempts < 2 ? 0 : markVariance(moments)), 0);
  const alpha = (places.length / (places.length - 1)) * (1 - ofMarks / variance);
  return {
    attempts,
    mean,
    standardDeviation,
    internalConsistency: 100 * alpha,
    standardError: standardDeviation * Math.sqrt(Math.max(0, 1 - alpha)),
  };
}

/** The share of each place in the differences between scores, in percent; null where it works against the others. */
export function effectiveWeights(places: readonly ItemRow[]): ReadonlyMap<Id, number | null> {
  const covariances = places.map(({ placeId, moments }) => [placeId, moments.attempts < 2 ? 0 : withScore(moments)] as const);
  const whole = covariances.reduce((sum, [, one]) => sum + Math.sqrt(Math.max(0, one)), 0);
  return new Map(covariances.map(([placeId, one]) => [placeId, one < 0 ? null : share(Math.sqrt(one), whole)]));
}

/** The share of the full score that each place has, in percent. */
export function intendedWeights(places: readonly ItemRow[]): ReadonlyMap<Id, number | null> {
  const marks = places.map(({ placeId, moments }) => {
    const { attempts, maxMarks } = moments;
    return [placeId, attempts === 0 ? 0 : ratio(BigInt(maxMarks), BigInt(attempts))] as const;
  });
  const whole = marks.reduce((sum, [, one]) => sum + one, 0);
  return new Map(marks.map(([placeId, one]) => [placeId, share(one, whole)]));
}
