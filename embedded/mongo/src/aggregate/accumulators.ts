import { double, isDoc, isNumeric, toNumber } from '../bson/values.ts';
import type { Doc, Numeric, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Order } from '../query/order.ts';
import { sortKeys } from '../query/sort.ts';
import type { SortKey } from '../query/sort.ts';
import { absent } from './arguments.ts';
import { calculate, divide } from './arithmetic-operators.ts';
import { compileExpression } from './expression.ts';
import type { Expression, Variables } from './expression.ts';
import { merge } from './object-operators.ts';

/** What gathers the values of a group. */
export interface Accumulator {
  add(doc: Doc, variables: Variables): void;
  value(): Value;
}

/** A compiled accumulator: makes one for each group. */
export interface AccumulatorSpec {
  start(): Accumulator;
  needs: ReadonlySet<string> | undefined;
}

/** An accumulator whose state is folded from its argument's values. */
const folding =
  <State>(
    begin: (order: Order) => State,
    step: (state: State, value: Value, order: Order) => State,
    end: (state: State, order: Order) => Value,
  ) =>
  (argument: Value, order: Order): AccumulatorSpec => {
    const expression = compileExpression(argument, order);
    return {
      needs: expression.needs,
      start: () => {
        let state = begin(order);
        return {
          add: (doc, variables) => {
            state = step(state, expression.evaluate(doc, variables), order);
          },
          value: () => end(state, order),
        };
      },
    };
  };

const sum = folding<Numeric>(
  () => 0,
  (total, value) => (isNumeric(value) ? calculate('+', total, value) : total),
  (total) => total,
);

const average = folding<{ total: Numeric; count: number }>(
  () => ({ total: 0, count: 0 }),
  (state, value) => (isNumeric(value) ? { total: calculate('+', state.total, value), count: state.count + 1 } : state),
  ({ total, count }) => (count === 0 ? null : divide(total, count)),
);

const extreme = (wanted: 1 | -1) =>
  folding<Value>(
    () => undefined,
    (best, value, order) => (absent(value) || (best !== undefined && order.compare(value, best) !== wanted) ? best : value),
    (best) => best ?? null,
  );

const first = folding<{ value: Value } | undefined>(
  () => undefined,
  (state, value) => state ?? { value },
  (state) => state?.value ?? null,
);
const last = folding<Value>(
  () => null,
  (_state, value) => value,
  (value) => value ?? null,
);

const push = folding<Value[]>(
  () => [],
  (items, value) => {
    if (value !== undefined) items.push(value);
    return items;
  },
  (items) => items,
);

const addToSet = folding<{ items: Map<string, Value>; nameOf: (value: Value) => string }>(
  (order) => ({ items: new Map(), nameOf: order.names() }),
  (state, value) => {
    if (value !== undefined) state.items.set(state.nameOf(value), value);
    return state;
  },
  ({ items }) => [...items.values()],
);

const deviation = (sample: boolean) =>
  folding<number[]>(
    () => [],
    (numbers, value) => {
      if (isNumeric(value)) numbers.push(toNumber(value) as number);
      return numbers;
    },
    (numbers) => {
      const count = numbers.length - (sample ? 1 : 0);
      if (count <= 0) return numbers.length === 0 || sample ? null : 0;
      const mean = numbers.reduce((total, value) => total + value, 0) / numbers.length;
      return double(Math.sqrt(numbers.reduce((total, value) => total + (value - mean) ** 2, 0) / count));
    },
  );

const merging = folding<Value[]>(
  () => [],
  (docs, value) => [...docs, value],
  merge,
);

const count = (argument: Value, order: Order): AccumulatorSpec => {
  if (!isDoc(argument) || Object.keys(argument).length > 0)
    throw new ServerError('TypeMismatch', '$count takes no arguments, i.e. $count:{}');
  return sum(1, order);
};

/** `$firstN` and its kin: `{input, n}`. */
const several =
  (keep: (items: Value[], n: number, order: Order) => Value[]) =>
  (argument: Value, order: Order): AccumulatorSpec => {
    if (!isDoc(argument)) throw new ServerError(5787900, 'specification must be an object');
    const n = toNumber(compileExpression(argument['n']).evaluate({}));
    if (n === undefined || n < 1) throw new ServerError(5787908, "'n' must be greater than 0");
    return folding<Value[]>(
      () => [],
      (items, value) => [...items, value ?? null],
      (items) => keep(items, n, order),
    )(argument['input'], order);
  };

const byOrder =
  (direction: 1 | -1) =>
  (items: Value[], n: number, order: Order): Value[] =>
    items
      .filter((item) => item !== null)
      .sort((a, b) => order.compare(a, b) * direction)
      .slice(0, n);

/** `$top` and `$bottom`, with or without `n`. */
const ranked =
  (bottom: boolean, many: boolean) =>
  (argument: Value, order: Order): AccumulatorSpec => {
    if (!isDoc(argument) || !isDoc(argument['sortBy'])) throw new ServerError(5788005, 'Missing value for sortBy');
    const n = many ? toNumber(compileExpression(argument['n']).evaluate({})) : 1;
    if (n === undefined || n < 1) throw new ServerError(5787908, "'n' must be greater than 0");
    const keys = sortKeys(argument['sortBy'], order);
    const output = compileExpression(argument['output'], order);
    return {
      needs: output.needs && new Set([...output.needs, ...keys.needs]),
      start: () => {
        const items: { key: SortKey; value: Value }[] = [];
        return {
          add: (doc, variables) => items.push({ key: keys.of(doc), value: output.evaluate(doc, variables) ?? null }),
          value: () => {
            const sorted = items.sort((a, b) => keys.compare(a.key, b.key)).map((item) => item.value);
            const kept = bottom ? sorted.slice(-n) : sorted.slice(0, n);
            return many ? kept : (kept[0] ?? null);
          },
        };
      },
    };
  };

/** `$median` and `$percentile`, over sorted numbers. */
const percentile = (argument: Value, many: boolean, order: Order): AccumulatorSpec => {
  if (!isDoc(argument)) throw new ServerError('TypeMismatch', 'specification must be an object');
  if (argument['method'] !== 'approximate')
    throw new ServerError('BadValue', "Currently only 'approximate' can be used as percentile 'method'.");
  const wanted = many ? compileExpression(argument['p']).evaluate({}) : [0.5];
  if (!Array.isArray(wanted)) throw new ServerError('BadValue', "'p' must be an array of numbers");
  return folding<number[]>(
    () => [],
    (numbers, value) => {
      if (isNumeric(value)) numbers.push(toNumber(value) as number);
      return numbers;
    },
    (numbers) => {
      const sorted = numbers.sort((a, b) => a - b);
      const found = wanted.map((p) =>
        sorted.length === 0 ? null : double(sorted[Math.max(0, Math.ceil((toNumber(p) ?? 0) * sorted.length) - 1)] as number),
      );
      return many ? found : (found[0] ?? null);
    },
  )(argument['input'], order);
};

const ACCUMULATORS: ReadonlyMap<string, (argument: Value, order: Order) => AccumulatorSpec> = new Map([
  ['$sum', sum],
  ['$avg', average],
  ['$min', extreme(-1)],
  ['$max', extreme(1)],
  ['$first', first],
  ['$last', last],
  ['$push', push],
  ['$addToSet', addToSet],
  ['$count', count],
  ['$stdDevPop', deviation(false)],
  ['$stdDevSamp', deviation(true)],
  ['$mergeObjects', merging],
  ['$firstN', several((items, n) => items.slice(0, n))],
  ['$lastN', several((items, n) => items.slice(-n))],
  ['$maxN', several(byOrder(-1))],
  ['$minN', several(byOrder(1))],
  ['$top', ranked(false, false)],
  ['$topN', ranked(false, true)],
  ['$bottom', ranked(true, false)],
  ['$bottomN', ranked(true, true)],
  ['$median', (argument: Value, order: Order) => percentile(argument, false, order)],
  ['$percentile', (argument: Value, order: Order) => percentile(argument, true, order)],
]);

/** Compiles `{$sum: …}` and the like. */
export const compileAccumulator = (field: string, value: Value, order: Order): AccumulatorSpec => {
  if (!isDoc(value)) throw new ServerError(40234, `The field '${field}' must be an accumulator object`);
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length > 0) throw new ServerError(40238, `The field '${field}' must specify one accumulator`);
  if (field.includes('.')) throw new ServerError(40235, `The field name '${field}' cannot contain '.'`);
  const compile = ACCUMULATORS.get(name);
  if (!compile) throw new ServerError(15952, `unknown group operator '${name}'`);
  return compile(argument, order);
};

/** The key of a group: what its expression says, null where that is missing. */
export const groupKey = (expression: Expression, doc: Doc, variables: Variables): Value => expression.evaluate(doc, variables) ?? null;
