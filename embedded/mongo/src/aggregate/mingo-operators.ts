import { BSONRegExp, Decimal128, Double } from 'bson';
import { Context } from 'mingo/core';
import * as expressions from 'mingo/operators/expression';
import { isDoc, toNumber } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { regexOf } from '../query/regex.ts';
import type { Compile, Evaluate } from './expression.ts';

type MingoOperator = (doc: unknown, argument: unknown, options: unknown) => unknown;

const operators = expressions as unknown as Record<string, MingoOperator>;
const OPTIONS = {
  context: Context.init({ expression: expressions as never }),
  useStrictMode: true,
  scriptEnabled: false,
  failOnError: true,
  idKey: '_id',
};
/** What mingo has but means otherwise than the server, or that must not run here. */
const UNWANTED = new Set(['$function', '$where', '$accumulator', '$toHashedIndexKey']);

/** A value as mingo takes it: plain numbers. What comes back are its results, whose types they follow from. */
export const forMingo = (value: Value): unknown => {
  if (value instanceof Double) return value.value;
  if (typeof value === 'bigint' || value instanceof Decimal128) return toNumber(value);
  if (value instanceof BSONRegExp) return regexOf(value);
  if (Array.isArray(value)) return value.map(forMingo);
  if (!isDoc(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, forMingo(item)]));
};

/**
 * An operator of mingo's, for the many functions of dates and texts whose arguments and results need no more than plain values.
 * Its arguments are evaluated here and handed over as the fields of a document.
 */
export const mingoOperator = (name: string, argument: Value, compile: Compile): Evaluate | undefined => {
  const run = Object.hasOwn(operators, name) && !UNWANTED.has(name) ? operators[name] : undefined;
  if (!run) return undefined;
  const parts: Evaluate[] = [];
  const place = (value: Value): unknown => {
    parts.push(compile(value));
    return `$a${parts.length - 1}`;
  };
  const placed =
    isDoc(argument) && !Object.keys(argument)[0]?.startsWith('$')
      ? Object.fromEntries(Object.entries(argument).map(([field, value]) => [field, place(value)]))
      : Array.isArray(argument)
        ? argument.map(place)
        : place(argument);
  return (doc, variables) => {
    const values: Record<string, unknown> = {};
    for (const [index, part] of parts.entries()) values[`a${index}`] = forMingo(part(doc, variables));
    try {
      return run(values, placed, OPTIONS) as Value;
    } catch (error) {
      throw new ServerError('BadValue', error instanceof Error ? error.message : String(error));
    }
  };
};

/** A document as mingo takes it. */
export const docForMingo = (doc: Doc): Record<string, unknown> => forMingo(doc) as Record<string, unknown>;
