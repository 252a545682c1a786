import { toNumber } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { compareValues, RANK, rankOf } from '../bson/compare.ts';
import { ServerError } from '../errors.ts';
import type { Collection } from '../storage/collection.ts';
import type { Index } from '../storage/index-definition.ts';
import { keyOfValues } from '../storage/keys.ts';
import { FULL, intersect, intervalsOf, joined, merged, pointKey } from './bounds.ts';
import type { Interval } from './bounds.ts';
import { hasTexts } from './order.ts';
import type { Order } from './order.ts';
import { compileFilter } from './filter.ts';
import type { Condition, Filter } from './filter.ts';

/** How documents are looked up. */
export type Plan =
  | { kind: 'scan'; backwards: boolean }
  | {
      kind: 'index';
      index: Index;
      intervals: Interval[];
      backwards: boolean;
      sorted: boolean;
      bounds: Record<string, string[]>;
      exact: boolean;
    }
  | { kind: 'ids'; keys: Buffer[]; sorted: boolean; exact: boolean }
  | { kind: 'union'; plans: Plan[] };

/** More combinations of values than this are not joined to look-ups. */
const MOST_INTERVALS = 4000;

/** A hint: an index by name or key, or natural order. */
export type Hint = string | Doc;

/** Chooses how to find what a filter wants, in the wanted order where an index has it. */
export const plan = (
  collection: Collection,
  filter: Filter,
  sort: Doc | undefined,
  hint?: Hint,
  knows: (index: Index) => boolean = () => true,
): Plan => {
  const wanted = sort && Object.keys(sort).length > 0 ? sort : undefined;
  if (hint !== undefined) return hinted(collection.indexes.filter(knows), filter, wanted, hint);
  if (wanted && '$natural' in wanted) return { kind: 'scan', backwards: (toNumber(wanted['$natural']) ?? 1) < 0 };
  const ids = byIds(collection, filter, wanted);
  if (ids) return ids;
  let best: { plan: Plan; score: number } | undefined;
  for (const index of collection.indexes) {
    if (index.definition['hidden'] === true || !knows(index)) continue;
    const candidate = overIndex(index, filter, wanted);
    if (candidate && candidate.score > (best?.score ?? 0)) best = candidate;
  }
  if (best) return best.plan;
  const apart = union(collection, filter, knows);
  if (apart) return apart;
  // A clustered collection lies in the order of its _ids.
  const [byId] = collection.indexes;
  if (collection.options['clusteredIndex'] !== undefined && byId)
    return { kind: 'index', index: byId, intervals: [FULL], backwards: false, sorted: false, bounds: {}, exact: false };
  return { kind: 'scan', backwards: false };
};

/** Straight look-ups where the filter names the `_id`s. */
const byIds = (collection: Collection, filter: Filter, sort: Doc | undefined): Plan | undefined => {
  const condition = filter.conditions.find(({ path, operator }) => path === '_id' && (operator === '$eq' || operator === '$in'));
  if (!condition) return undefined;
  const values = condition.operator === '$in' ? (condition.value as Value[]) : [condition.value];
  if (values.some((value) => NO_ID.has(rankOf(value)))) return undefined;
  const [byId] = collection.indexes;
  if (!byId || (byId.order !== filter.order && values.some(hasTexts))) return undefined;
  const keys = values.map((value) => pointKey(value, { lexicon: byId.lexicon, descending: false })).filter((key) => key !== undefined);
  const exact = filter.simple && filter.conditions.length === 1;
  if (values.length === 1) return { kind: 'ids', keys, sorted: true, exact };
  const fields = Object.keys(sort ?? {});
  const sorted = sort === undefined || (fields.length === 1 && fields[0] === '_id');
  const way = sorted && (toNumber(sort?.['_id']) ?? 1) < 0 ? -1 : 1;
  const distinct = [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];
  return { kind: 'ids', keys: distinct.sort((a, b) => Buffer.compare(a, b) * way), sorted, exact };
};
const NO_ID = new Set<number>([RANK.array, RANK.regex, RANK.undefined]);

/** The stretch of an index from one key up to another. */
export interface Range {
  min: Doc | undefined;
  max: Doc | undefined;
}

/** Goes through a stretch of the hinted index, and through nothing else. */
export const planRange = (indexes: readonly Index[], filter: Filter, sort: Doc | undefined, hint: Hint | undefined, range: Range): Plan => {
  if (hint === undefined) throw new ServerError(51173, 'When using min()/max() a hint of which index to use must be provided');
  const index = hintedIndex(indexes, hint);
  const ends = [range.min, range.max].map((end) => {
    if (end && Object.keys(end).join() !== index.fields.join())
      throw new ServerError(51174, "The index chosen is not compatible with min/max: their fields are not the index's");
    if (end && index.lexicon) throw new ServerError('CommandNotSupported', 'min and max of an index with a collation are not supported');
    return end && keyOfValues(Object.values(end), index.descending);
  });
  const [low = FULL.low, high = FULL.high] = ends;
  if (Buffer.compare(low, high) >= 0) throw new ServerError(51175, 'The value provided for min() does not come before the one for max()');
  const direction = sort && directionFor(index, sort, filter, 0, true);
  const text = `[${range.min ? JSON.stringify(range.min) : 'MinKey'}, ${range.max ? JSON.stringify(range.max) : 'MaxKey'})`;
  return {
    kind: 'index',
    index,
    intervals: [{ low, high, point: false, text }],
    backwards: direction === -1,
    sorted: direction !== undefined,
    bounds: { [index.fields[0] as string]: [text] },
    exact: false,
  };
};

const hintedIndex = (indexes: readonly Index[], hint: Hint): Index => {
  const index = indexes.find((one) => (typeof hint === 'string' ? one.name === hint : compareValues(one.definition.key, hint) === 0));
  if (!index || index.definition['hidden'] === true)
    throw new ServerError(
      'BadValue',
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  return index;
};

const hinted = (indexes: readonly Index[], filter: Filter, sort: Doc | undefined, hint: Hint): Plan => {
  if (typeof hint !== 'string' && '$natural' in hint) return { kind: 'scan', backwards: (toNumber(hint['$natural']) ?? 1) < 0 };
  const index = hintedIndex(indexes, hint);
  return (
    overIndex(index, filter, sort, true)?.plan ?? {
      kind: 'index',
      index,
      intervals: [FULL],
      backwards: false,
      sorted: false,
      bounds: {},
      exact: false,
    }
  );
};

/** One look-up a branch, where each branch of an `$or` has an index. */
const union = (collection: Collection, filter: Filter, knows: (index: Index) => boolean): Plan | undefined => {
  for (const branches of filter.alternatives) {
    const plans = branches.map((branch) => plan(collection, branch, undefined, undefined, knows));
    if (plans.every((one) => one.kind !== 'scan')) return { kind: 'union', plans };
  }
  return undefined;
};

const overIndex = (index: Index, filter: Filter, sort: Doc | undefined, forced = false): { plan: Plan; score: number } | undefined => {
  if (!usable(index, filter) && !forced) return undefined;
  let intervals: Interval[] = [];
  let points = 0;
  let single = 0;
  let ranged = false;
  const bounds: Record<string, string[]> = {};
  for (const [place, field] of index.fields.entries()) {
    if (ranged || points < place) break;
    const found = fieldIntervals(
      index,
      place,
      filter.conditions.filter((condition) => condition.path === field && (index.order === filter.order || !isAboutTexts(condition))),
    );
    if (found === undefined) break;
    if (intervals.length * found.length > MOST_INTERVALS) break;
    bounds[field] = found.map((interval) => interval.text);
    intervals = place === 0 ? found : joined(intervals, found);
    if (found.every((interval) => interval.point)) {
      points++;
      if (found.length <= 1 && single === place) single++;
    } else ranged = true;
  }
  const bounded = points > 0 || ranged;
  const direction = sort ? directionFor(index, sort, filter, single, bounded) : undefined;
  if (!bounded && direction === undefined && !forced) return undefined;
  const whole = points === index.fields.length && (index.unique || index.isId);
  const score = points * 4 + (ranged ? 2 : 0) + (direction === undefined ? 0 : 3) + (whole ? 100 : 0) + (index.isId ? 0.5 : 0);
  const covered = filter.simple && filter.conditions.every((condition) => condition.path in bounds) && oneEach(filter.conditions);
  const made: Plan = {
    kind: 'index',
    index,
    intervals: bounded ? merged(intervals) : [FULL],
    backwards: direction === -1,
    sorted: direction !== undefined,
    bounds,
    exact: covered && !index.multikey && filter.conditions.every((condition) => isExact(condition, index)),
  };
  return { plan: made, score };
};

const oneEach = (conditions: readonly Condition[]): boolean =>
  new Set(conditions.map((condition) => condition.path + condition.operator)).size === conditions.length;

/** Whether a condition means another thing in another collation. */
const isAboutTexts = ({ operator, value }: Condition): boolean => operator === '$regex' || hasTexts(value);

/** Whether the keys in a condition's stretches are just those for which it holds. */
const isExact = ({ operator, value }: Condition, { lexicon }: Index): boolean => {
  if (operator === '$regex' || operator === '$exists' || operator === '$type') return false;
  if (value === null && operator !== '$eq') return false;
  if (lexicon && operator !== '$eq' && operator !== '$in' && rankOf(value) === RANK.object) return false;
  const values = operator === '$in' ? (value as Value[]) : [value];
  return values.every(
    (one) =>
      ![RANK.array, RANK.regex, RANK.undefined, RANK.minKey, RANK.maxKey].includes(rankOf(one) as 80) &&
      !(rankOf(one) === RANK.number && Number.isNaN(toNumber(one))) &&
      (operator === '$eq' || operator === '$in' || rankOf(one) !== RANK.number || operator.startsWith('$gt')),
  );
};

/** The stretches of one field; several conditions on a field with several keys a document need not hold of the same key. */
const fieldIntervals = (index: Index, place: number, conditions: readonly Condition[]): Interval[] | undefined => {
  const form = { descending: index.descending[place] === true, lexicon: index.lexicon };
  let result: Interval[] | undefined;
  let element: number | undefined;
  const ordered = [...conditions].sort((a, b) => weight(a) - weight(b));
  for (const condition of ordered) {
    const found = intervalsOf(condition, form);
    if (found === undefined) continue;
    if (result === undefined) {
      result = found;
      element = condition.element;
    } else if (!index.multikey || (condition.element !== undefined && condition.element === element && index.fields.length === 1)) {
      result = result.flatMap((one) => found.map((other) => intersect(one, other)).filter((both) => both !== undefined));
    }
  }
  return result && merged(result);
};
const weight = ({ operator }: Condition): number => (operator === '$eq' ? 0 : operator === '$in' ? 1 : 2);

/** Whether an index holds every document that the filter may want. */
const usable = (index: Index, filter: Filter): boolean => {
  if (index.partial && (index.order !== filter.order || !implied(index.partial, filter))) return false;
  if (!index.sparse) return true;
  return index.fields.some((field) =>
    filter.conditions.some(
      ({ path, operator, value }) =>
        path === field && (operator === '$exists' || (operator === '$in' ? !(value as Value[]).includes(null) : value !== null)),
    ),
  );
};

/** Whether all that the filter finds fulfils an index's own condition. */
const implied = (partial: Filter, filter: Filter): boolean => {
  if (partial.alternatives.length > 0 || partial.conditions.length === 0) return compareValues(partial.source, filter.source) === 0;
  return partial.conditions.every((needed) =>
    filter.conditions.some((given) => given.path === needed.path && implies(given, needed, partial.order)),
  );
};

const implies = (given: Condition, needed: Condition, order: Order): boolean => {
  if (given.operator === needed.operator && order.compare(given.value, needed.value) === 0) return true;
  if (needed.operator === '$exists') return given.operator === '$in' ? !(given.value as Value[]).includes(null) : given.value !== null;
  const test = compileFilter({ v: { [needed.operator]: needed.value } }, { order });
  if (given.operator === '$eq') return test.test({ v: given.value });
  if (given.operator === '$in') return (given.value as Value[]).every((value) => test.test({ v: value }));
  if (needed.operator === '$type') return false;
  // A range lies within another of the same direction where its end does.
  const up = given.operator.startsWith('$gt') && needed.operator.startsWith('$gt');
  const down = given.operator.startsWith('$lt') && needed.operator.startsWith('$lt');
  return (
    (up || down) && (test.test({ v: given.value }) || (order.compare(given.value, needed.value) === 0 && !given.operator.endsWith('e')))
  );
};

/** 1 or -1 where the index gives the wanted order read that way. */
const directionFor = (index: Index, sort: Doc, filter: Filter, single: number, bounded: boolean): 1 | -1 | undefined => {
  if (index.multikey && bounded) return undefined;
  if (index.order !== filter.order || !usable(index, filter)) return undefined;
  const fixed = new Set(index.fields.slice(0, single));
  const wanted = Object.entries(sort).filter(([field]) => !fixed.has(field));
  let place = 0;
  let direction: 1 | -1 | undefined;
  for (const [field, value] of wanted) {
    while (place < single && index.fields[place] !== field) place++;
    const order = toNumber(value);
    if (index.fields[place] !== field || order === undefined) return undefined;
    const way = order < 0 === (index.descending[place] === true) ? 1 : -1;
    if (direction !== undefined && way !== direction) return undefined;
    direction = way;
    place++;
  }
  return direction ?? 1;
};
