import { isDoc, truthy } from '../bson/values.ts';
import type { Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { absent, fieldsOf, operator, variadic } from './arguments.ts';
import { spread } from './arithmetic-operators.ts';
import type { Evaluate, OperatorCompiler } from './expression.ts';

const comparison = (accept: (result: number) => Value): OperatorCompiler =>
  // What is missing is below all that is there, null too.
  operator(2, 2, ([a, b], _name, order) => accept(order.compare(a, b)));

const listed = (argument: Value): Value[] => (Array.isArray(argument) ? argument : [argument]);

const and: OperatorCompiler = (argument, compile) => {
  const parts = listed(argument).map(compile);
  return (doc, variables) => parts.every((part) => truthy(part(doc, variables)));
};

const or: OperatorCompiler = (argument, compile) => {
  const parts = listed(argument).map(compile);
  return (doc, variables) => parts.some((part) => truthy(part(doc, variables)));
};

const cond: OperatorCompiler = (argument, compile, name) => {
  const fields: Record<string, Value> = Array.isArray(argument)
    ? { if: argument[0], then: argument[1], else: argument[2] }
    : isDoc(argument)
      ? argument
      : {};
  if (Array.isArray(argument) && argument.length !== 3)
    throw new ServerError(16020, `Expression $cond takes exactly 3 arguments. ${argument.length} were passed in.`);
  const parts = fieldsOf(fields, compile, name, ['if', 'then', 'else'], ['if', 'then', 'else']) as Record<'if' | 'then' | 'else', Evaluate>;
  return (doc, variables) => (truthy(parts.if(doc, variables)) ? parts.then : parts.else)(doc, variables);
};

const ifNull: OperatorCompiler = (argument, compile) => {
  const parts = listed(argument).map(compile);
  if (parts.length < 2) throw new ServerError(1257300, `$ifNull needs at least two arguments, had: ${parts.length}`);
  return (doc, variables) => {
    let value: Value;
    for (const part of parts) {
      value = part(doc, variables);
      if (!absent(value)) return value;
    }
    return value;
  };
};

const choose: OperatorCompiler = (argument, compile) => {
  if (!isDoc(argument) || !Array.isArray(argument['branches'])) throw new ServerError(40061, '$switch requires an array of branches');
  const branches = argument['branches'].map(
    (branch) => fieldsOf(branch, compile, '$switch', ['case', 'then'], ['case', 'then']) as Record<'case' | 'then', Evaluate>,
  );
  if (branches.length === 0) throw new ServerError(40068, '$switch requires at least one branch.');
  const otherwise = 'default' in argument ? compile(argument['default']) : undefined;
  return (doc, variables) => {
    const found = branches.find((branch) => truthy(branch.case(doc, variables)));
    if (found) return found.then(doc, variables);
    if (!otherwise) throw new ServerError(40066, '$switch could not find a matching branch for an input, and no default was specified.');
    return otherwise(doc, variables);
  };
};

const bind: OperatorCompiler = (argument, compile) => {
  if (!isDoc(argument) || !isDoc(argument['vars'])) throw new ServerError(16876, '$let only supports an object as its argument');
  const vars = Object.entries(argument['vars']).map(([name, value]): [string, Evaluate] => [name, compile(value)]);
  const inside = compile(argument['in']);
  return (doc, variables) => {
    const inner: Record<string, Value> = Object.create(variables) as Record<string, Value>;
    for (const [name, evaluate] of vars) inner[name] = evaluate(doc, variables);
    return inside(doc, inner);
  };
};

const extreme = (wanted: 1 | -1): OperatorCompiler =>
  variadic((args, _name, order) => {
    const values = spread(args).filter((value) => !absent(value));
    return values.length === 0 ? null : values.reduce((best, value) => (order.compare(value, best) === wanted ? value : best));
  });

/** Comparison, truth and choice. */
export const LOGIC: [string, OperatorCompiler][] = [
  ['$eq', comparison((result) => result === 0)],
  ['$ne', comparison((result) => result !== 0)],
  ['$gt', comparison((result) => result > 0)],
  ['$gte', comparison((result) => result >= 0)],
  ['$lt', comparison((result) => result < 0)],
  ['$lte', comparison((result) => result <= 0)],
  ['$cmp', comparison((result) => result)],
  ['$and', and],
  ['$or', or],
  ['$not', operator(1, 1, ([value]) => !truthy(value))],
  ['$cond', cond],
  ['$ifNull', ifNull],
  ['$switch', choose],
  ['$let', bind],
  ['$max', extreme(1)],
  ['$min', extreme(-1)],
];
