import { isNumeric, toNumber, typeName } from '../bson/values.ts';
import type { Value } from '../bson/values.ts';
import { compareTexts } from '../bson/compare.ts';
import { ServerError } from '../errors.ts';
import { absent, operator, variadic } from './arguments.ts';
import type { OperatorCompiler } from './expression.ts';
import { textOf } from './type-operators.ts';

const concat = variadic((args, name) => {
  if (args.some(absent)) return null;
  for (const value of args)
    if (typeof value !== 'string') throw new ServerError(16702, `${name} only supports strings, not ${typeName(value)}`);
  return args.join('');
});

/** What string functions take for text: numbers and dates are written out, what is missing is empty. */
const coerced = (value: Value): string => {
  if (absent(value)) return '';
  if (typeof value === 'string') return value;
  if (isNumeric(value) || value instanceof Date) return textOf(value);
  throw new ServerError(16007, `can't convert from BSON type ${typeName(value)} to String`);
};

const required = (value: Value, name: string, code: number): string => {
  if (typeof value !== 'string')
    throw new ServerError(code, `${name} requires a string argument, found: ${value === undefined ? 'missing' : typeName(value)}`);
  return value;
};

const split = operator(2, 2, ([text, by], name) => {
  if (absent(text) || absent(by)) return null;
  const separator = required(by, name, 40086);
  if (separator === '') throw new ServerError(40087, '$split requires a non-empty separator');
  return required(text, name, 40085).split(separator);
});

const indexOf = operator(2, 4, ([text, wanted, start, end], name) => {
  if (absent(text)) return null;
  const points = [...required(text, name, 40093)];
  const from = toNumber(start) ?? 0;
  const found = points
    .slice(from, toNumber(end))
    .join('')
    .indexOf(required(wanted, name, 40094));
  return found < 0 ? -1 : from + [...points.slice(from).join('').slice(0, found)].length;
});

/** Texts, where their types matter; the rest is mingo's. */
export const STRINGS: [string, OperatorCompiler][] = [
  ['$concat', concat],
  ['$toLower', operator(1, 1, ([value]) => coerced(value).toLowerCase())],
  ['$toUpper', operator(1, 1, ([value]) => coerced(value).toUpperCase())],
  ['$strcasecmp', operator(2, 2, ([a, b]) => compareTexts(coerced(a).toUpperCase(), coerced(b).toUpperCase()))],
  ['$strLenCP', operator(1, 1, ([value], name) => [...required(value, name, 34471)].length)],
  ['$strLenBytes', operator(1, 1, ([value], name) => Buffer.byteLength(required(value, name, 34473)))],
  ['$split', split],
  ['$indexOfCP', indexOf],
];
