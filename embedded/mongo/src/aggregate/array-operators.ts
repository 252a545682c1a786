import { isDoc, toNumber, truthy, typeName } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Order } from '../query/order.ts';
import { Sorter, sortKeys } from '../query/sort.ts';
import { absent, fieldsOf, operator, unary, variadic } from './arguments.ts';
import type { Evaluate, OperatorCompiler, Variables } from './expression.ts';

const arrayOf = (value: Value, name: string, code = 28689): Value[] => {
  if (!Array.isArray(value))
    throw new ServerError(
      code,
      `The argument to ${name} must be an array, but was of type: ${value === undefined ? 'missing' : typeName(value)}`,
    );
  return value;
};

const wholeOf = (value: Value, name: string): number => {
  const number = toNumber(value);
  if (number === undefined || !Number.isInteger(number))
    throw new ServerError(28690, `${name} takes whole numbers, not ${typeName(value)}`);
  return number;
};

const withVariable = (variables: Variables, bound: Record<string, Value>): Variables =>
  Object.assign(Object.create(variables) as Record<string, Value>, bound);

const map: OperatorCompiler = (argument, compile, name) => {
  const { input, in: each } = fieldsOf(without(argument, 'as'), compile, name, ['input', 'in'], ['input', 'in']) as Record<
    'input' | 'in',
    Evaluate
  >;
  const as = nameOf(argument, 'this');
  return (doc, variables) => {
    const array = input(doc, variables);
    if (absent(array)) return null;
    return arrayOf(array, name, 16883).map((item) => each(doc, withVariable(variables, { [as]: item })) ?? null);
  };
};

const filter: OperatorCompiler = (argument, compile, name) => {
  const { input, cond, limit } = fieldsOf(without(argument, 'as'), compile, name, ['input', 'cond', 'limit'], ['input', 'cond']) as Record<
    'input' | 'cond',
    Evaluate
  > & { limit?: Evaluate };
  const as = nameOf(argument, 'this');
  return (doc, variables) => {
    const array = input(doc, variables);
    if (absent(array)) return null;
    const found = arrayOf(array, name, 28651).filter((item) => truthy(cond(doc, withVariable(variables, { [as]: item }))));
    const most = limit?.(doc, variables);
    return absent(most) ? found : found.slice(0, wholeOf(most, name));
  };
};

const reduce: OperatorCompiler = (argument, compile, name) => {
  const {
    input,
    initialValue,
    in: each,
  } = fieldsOf(argument, compile, name, ['input', 'initialValue', 'in'], ['input', 'initialValue', 'in']) as Record<
    'input' | 'initialValue' | 'in',
    Evaluate
  >;
  return (doc, variables) => {
    const array = input(doc, variables);
    if (absent(array)) return null;
    return arrayOf(array, name, 40080).reduce(
      (value, item) => each(doc, withVariable(variables, { value, this: item })),
      initialValue(doc, variables),
    );
  };
};

const without = (argument: Value, field: string): Value =>
  isDoc(argument) ? Object.fromEntries(Object.entries(argument).filter(([name]) => name !== field)) : argument;
const nameOf = (argument: Value, otherwise: string): string =>
  isDoc(argument) && typeof argument['as'] === 'string' ? argument['as'] : otherwise;

const elementAt = operator(2, 2, ([array, place], name) => {
  if (absent(array) || absent(place)) return null;
  const index = wholeOf(place, name);
  return arrayOf(array, name).at(index);
});

const slice = operator(2, 3, ([array, first, second], name) => {
  if (absent(array) || absent(first)) return null;
  const items = arrayOf(array, name, 28724);
  const from = wholeOf(first, name);
  if (second === undefined) return from >= 0 ? items.slice(0, from) : items.slice(from);
  if (second === null) return null;
  const start = from < 0 ? Math.max(0, items.length + from) : from;
  return items.slice(start, start + wholeOf(second, name));
});

const concat = variadic((args, name) => (args.some(absent) ? null : args.flatMap((array) => arrayOf(array, name, 28664))));

const range = operator(2, 3, ([start, end, step], name) => {
  const [from, to, by] = [wholeOf(start, name), wholeOf(end, name), step === undefined ? 1 : wholeOf(step, name)];
  if (by === 0) throw new ServerError(34449, '$range requires a non-zero step value');
  const numbers: number[] = [];
  for (let at = from; by > 0 ? at < to : at > to; at += by) numbers.push(at);
  return numbers;
});

const indexOf = operator(2, 4, ([array, wanted, start, end], name, order) => {
  if (absent(array)) return null;
  const items = arrayOf(array, name, 40090);
  const last = end === undefined ? items.length : wholeOf(end, name);
  for (let index = start === undefined ? 0 : wholeOf(start, name); index < Math.min(last, items.length); index++)
    if (order.same(items[index], wanted)) return index;
  return -1;
});

const sortArray: OperatorCompiler = (argument, compile, name) => {
  const { input } = fieldsOf(without(argument, 'sortBy'), compile, name, ['input'], ['input']) as Record<'input', Evaluate>;
  const sortBy = isDoc(argument) ? argument['sortBy'] : undefined;
  return (doc, variables) => {
    const array = input(doc, variables);
    if (absent(array)) return null;
    const items = arrayOf(array, name, 2942504);
    if (!isDoc(sortBy)) return [...items].sort((a, b) => compile.order.compare(a, b) * (toNumber(sortBy) ?? 1));
    const keys = sortKeys(sortBy, compile.order);
    const sorter = new Sorter<Value>(keys.compare);
    for (const item of items) sorter.add(keys.of(isDoc(item) ? item : ({} as Doc)), item);
    return sorter.sorted();
  };
};

/** Some elements from an end of an array: `{n, input}`. */
const several =
  (take: (items: Value[], n: number, order: Order) => Value[]): OperatorCompiler =>
  (argument, compile, name) => {
    const { n, input } = fieldsOf(argument, compile, name, ['n', 'input'], ['n', 'input']) as Record<'n' | 'input', Evaluate>;
    return (doc, variables) => take(arrayOf(input(doc, variables), name, 5788200), wholeOf(n(doc, variables), name), compile.order);
  };

const ordered =
  (direction: 1 | -1) =>
  (items: Value[], n: number, order: Order): Value[] =>
    items
      .filter((item) => !absent(item))
      .sort((a, b) => order.compare(a, b) * direction)
      .slice(0, n);

type NameOf = ReturnType<Order['names']>;
const unique = (items: Value[], nameOf: NameOf): Map<string, Value> => new Map(items.map((item) => [nameOf(item), item]));
const inOrder = (items: Map<string, Value>, order: Order): Value[] => [...items.values()].sort(order.compare);

const union = variadic((args, name, order) => {
  if (args.some(absent)) return null;
  const all = args.flatMap((array) => arrayOf(array, name, 17043));
  return inOrder(unique(all, order.names()), order);
});
const intersection = variadic((args, name, order) => {
  if (args.some(absent)) return null;
  const nameOf = order.names();
  const sets = args.map((array) => unique(arrayOf(array, name, 17047), nameOf));
  const [first, ...rest] = sets;
  return inOrder(new Map([...(first ?? new Map<string, Value>())].filter(([key]) => rest.every((set) => set.has(key)))), order);
});
const difference = operator(2, 2, ([a, b], name, order) => {
  if (absent(a) || absent(b)) return null;
  const nameOf = order.names();
  const unwanted = unique(arrayOf(b, name, 17049), nameOf);
  return [...unique(arrayOf(a, name, 17048), nameOf)].filter(([key]) => !unwanted.has(key)).map(([, item]) => item);
});
const equalSets = operator(2, Infinity, (args, name, order) => {
  const nameOf = order.names();
  const sets = args.map((array) => unique(arrayOf(array, name, 17044), nameOf));
  return sets.every((set) => set.size === sets[0]?.size && [...set.keys()].every((key) => sets[0]?.has(key)));
});
const subset = operator(2, 2, ([a, b], name, order) => {
  const nameOf = order.names();
  const all = unique(arrayOf(b, name, 17042), nameOf);
  return [...unique(arrayOf(a, name, 17046), nameOf).keys()].every((key) => all.has(key));
});

/** Arrays and sets. */
export const ARRAYS: [string, OperatorCompiler][] = [
  ['$map', map],
  ['$filter', filter],
  ['$reduce', reduce],
  ['$size', operator(1, 1, ([value], name) => arrayOf(value, name, 17124).length)],
  ['$isArray', operator(1, 1, ([value]) => Array.isArray(value))],
  ['$arrayElemAt', elementAt],
  ['$first', unary((value, name) => arrayOf(value, name)[0])],
  ['$last', unary((value, name) => arrayOf(value, name).at(-1))],
  ['$slice', slice],
  ['$concatArrays', concat],
  ['$reverseArray', unary((value, name) => [...arrayOf(value, name, 34435)].reverse())],
  ['$in', operator(2, 2, ([value, array], name, order) => arrayOf(array, name, 40081).some((item) => order.same(item, value)))],
  ['$range', range],
  ['$indexOfArray', indexOf],
  ['$sortArray', sortArray],
  ['$firstN', several((items, n) => items.slice(0, n))],
  ['$lastN', several((items, n) => items.slice(-n))],
  ['$maxN', several(ordered(-1))],
  ['$minN', several(ordered(1))],
  ['$setUnion', union],
  ['$setIntersection', intersection],
  ['$setDifference', difference],
  ['$setEquals', equalSets],
  ['$setIsSubset', subset],
  ['$anyElementTrue', operator(1, 1, ([value], name) => arrayOf(value, name, 17041).some(truthy))],
  ['$allElementsTrue', operator(1, 1, ([value], name) => arrayOf(value, name, 17040).every(truthy))],
];
