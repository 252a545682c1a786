import type { Id, Instant } from '../values.ts';
import { DEFAULT_COLUMN, type ColumnSettings, type GradingSettings } from './grading-settings.ts';
import { points } from './score.ts';

/** What stands in one cell of a gradebook before the settings of the course are applied. */
export interface Given {
  readonly score: number;
  readonly maxScore: number;
  /** How long after the due date; nothing is taken off a grade that a person has set. */
  readonly lateSeconds: number;
  readonly overridden: boolean;
}

/** A column as totals need it. */
export interface Counted {
  readonly id: Id;
  readonly maxScore: number;
  /** When what is missing counts as missing: the due date, else the closing time; null where it never does. */
  readonly due: Instant | null;
}

/** What a cell counts as. `lateOff` is what was taken off for being late, in points. */
export interface Worth {
  readonly score: number;
  readonly maxScore: number;
  readonly lateOff: number;
}

/** What a line comes to: `total` is in points, or in percent where columns are weighted; `percent` is null while nothing counts. */
export interface Total {
  readonly total: number;
  readonly percent: number | null;
  readonly letter: string | null;
}

const DAY = 86_400;

/** What a grade is worth once the days it is late are taken off. */
export function worthOf({ score, maxScore, lateSeconds, overridden }: Given, { late }: GradingSettings): Worth {
  if (overridden || lateSeconds <= 0 || score <= 0) return { score, maxScore, lateOff: 0 };
  const percent = Math.min(late.most, late.perDay * Math.ceil(lateSeconds / DAY));
  const lateOff = points((score * percent) / 100);
  return { score: points(score - lateOff), maxScore, lateOff };
}

/** The settings of a column. */
export const settingsOf = ({ columns, categories }: GradingSettings, columnId: Id): ColumnSettings => {
  const settings = columns[columnId] ?? DEFAULT_COLUMN;
  const known = settings.categoryId === null || categories.some(({ categoryId }) => categoryId === settings.categoryId);
  return known ? settings : { ...settings, categoryId: null };
};

interface Part {
  readonly share: number;
  readonly score: number;
  readonly maxScore: number;
  readonly weight: number;
}

const shareOf = ({ score, maxScore }: { score: number; maxScore: number }): number => (maxScore > 0 ? score / maxScore : 0);

/** The parts without their worst `count`; at least one stays. The first of equals goes. */
function withoutWorst(parts: readonly Part[], count: number): readonly Part[] {
  const going = new Set(parts.toSorted((a, b) => a.share - b.share).slice(0, Math.min(count, parts.length - 1)));
  return parts.filter((part) => !going.has(part));
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number => items.reduce((total, item) => total + of(item), 0);

/** The mean of shares by weight; null where nothing has any. */
function mean(parts: readonly { share: number; weight: number }[]): number | null {
  const whole = sum(parts, ({ weight }) => weight);
  return whole > 0 ? sum(parts, ({ share, weight }) => share * weight) / whole : null;
}

/** What counts of each category; `null` is the columns in none, each of which counts by itself. */
function byCategory(
  columns: readonly Counted[],
  worths: ReadonlyMap<Id, Worth>,
  settings: GradingSettings,
  now: Instant,
): ReadonlyMap<Id | null, readonly Part[]> {
  const counted = columns.flatMap(({ id, maxScore, due }) => {
    const missing = settings.missing === 'zero' && due !== null && due <= now;
    const worth = worths.get(id) ?? (missing ? { score: 0, maxScore, lateOff: 0 } : undefined);
    if (!worth) return [];
    const { categoryId, weight } = settingsOf(settings, id);
    return [{ categoryId, part: { share: shareOf(worth), score: worth.score, maxScore: worth.maxScore, weight } }];
  });
  const groups = Map.groupBy(counted, ({ categoryId }) => categoryId);
  const drops = new Map(settings.categories.map(({ categoryId, dropLowest }) => [categoryId, dropLowest]));
  return new Map(
    [...groups].map(([categoryId, group]) => {
      const parts = group.map(({ part }) => part);
      return [categoryId, categoryId === null ? parts : withoutWorst(parts, drops.get(categoryId) ?? 0)];
    }),
  );
}

/** The letter of a share in percent: the best whose bound it reaches. */
export const letterOf = ({ letters }: GradingSettings, percent: number | null): string | null =>
  percent === null ? null : (letters.toSorted((a, b) => b.from - a.from).find(({ from }) => percent >= from - 1e-9)?.letter ?? null);

/** Adds a line up as the settings say. `worths` are the cells that have something, by column. */
export function totalOf(columns: readonly Counted[], worths: ReadonlyMap<Id, Worth>, settings: GradingSettings, now: Instant): Total {
  const groups = byCategory(columns, worths, settings, now);
  const parts = [...groups.values()].flat();
  if (settings.total === 'points') {
    const [score, maxScore] = [points(sum(parts, (part) => part.score)), sum(parts, (part) => part.maxScore)];
    const percent = maxScore > 0 ? points((score / maxScore) * 100) : null;
    return { total: score, percent, letter: letterOf(settings, percent) };
  }
  const weights = new Map(settings.categories.map(({ categoryId, weight }) => [categoryId, weight]));
  const shares = [...groups].flatMap(([categoryId, group]) => {
    if (categoryId === null) return group.map(({ share, weight }) => ({ share, weight }));
    const share = mean(group);
    return share === null ? [] : [{ share, weight: weights.get(categoryId) ?? 0 }];
  });
  const share = mean(shares);
  const percent = share === null ? null : points(share * 100);
  return { total: percent ?? 0, percent, letter: letterOf(settings, percent) };
}
