import { isDoc } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Order } from '../query/order.ts';
import type { Compile, Evaluate, OperatorCompiler } from './expression.ts';

/** What an operator makes of its arguments' values. */
type Work = (args: Value[], name: string, order: Order) => Value;

/** An operator of a fixed number of arguments (a single one may stand without its array), given as values. */
export const operator =
  (least: number, most: number, work: Work): OperatorCompiler =>
  (argument, compile, name) => {
    const list = Array.isArray(argument) ? argument : [argument];
    if (list.length < least || list.length > most)
      throw new ServerError(
        16020,
        `Expression ${name} takes ${least === most ? `exactly ${least}` : `at least ${least}, at most ${most}`} arguments. ${list.length} were passed in.`,
      );
    const parts = list.map(compile);
    return (doc, variables) =>
      work(
        parts.map((part) => part(doc, variables)),
        name,
        compile.order,
      );
  };

/** An operator of one argument that is missing or null for what is. */
export const unary = (work: (value: Exclude<Value, null | undefined>, name: string) => Value): OperatorCompiler =>
  operator(1, 1, ([value], name) => (value === null || value === undefined ? null : work(value, name)));

/** An operator of any number of arguments. */
export const variadic = (work: Work): OperatorCompiler => operator(0, Infinity, work);

/** The compiled fields of an operator that takes a document; refuses fields it does not know. */
export const fieldsOf = (
  argument: Value,
  compile: Compile,
  name: string,
  known: readonly string[],
  required: readonly string[] = [],
): Record<string, Evaluate> => {
  if (!isDoc(argument)) throw new ServerError('FailedToParse', `${name} only supports an object as its argument`);
  for (const field of Object.keys(argument))
    if (!known.includes(field)) throw new ServerError('FailedToParse', `Unrecognized parameter to ${name}: ${field}`);
  for (const field of required) if (!(field in argument)) throw new ServerError('FailedToParse', `Missing '${field}' parameter to ${name}`);
  return Object.fromEntries(Object.entries(argument as Doc).map(([field, value]) => [field, compile(value)]));
};

/** Whether a value is null or missing. */
export const absent = (value: Value): value is null | undefined => value === null || value === undefined;
