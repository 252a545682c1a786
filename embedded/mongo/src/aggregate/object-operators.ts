import { isDoc, ownField, setField, typeName } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { absent, fieldsOf, unary, variadic } from './arguments.ts';
import { spread } from './arithmetic-operators.ts';
import type { Evaluate, OperatorCompiler } from './expression.ts';

/** Fields of the later documents win. */
export const merge = (docs: Value[]): Doc => {
  const made: Doc = {};
  for (const doc of docs) {
    if (absent(doc)) continue;
    if (!isDoc(doc)) throw new ServerError(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(doc)}`);
    for (const [name, value] of Object.entries(doc)) setField(made, name, value);
  }
  return made;
};

const toPairs = unary((value) => {
  if (!isDoc(value)) throw new ServerError(40390, `$objectToArray requires a document input, found: ${typeName(value)}`);
  return Object.entries(value).map(([k, v]) => ({ k, v }));
});

const fromPairs = unary((value) => {
  if (!Array.isArray(value)) throw new ServerError(40386, `$arrayToObject requires an array input, found: ${typeName(value)}`);
  const made: Doc = {};
  for (const pair of value) {
    const [key, item] = Array.isArray(pair) ? pair : isDoc(pair) ? [pair['k'], pair['v']] : [];
    if (typeof key !== 'string') throw new ServerError(40394, '$arrayToObject requires keys of type string');
    setField(made, key, item);
  }
  return made;
});

const getField: OperatorCompiler = (argument, compile, name) => {
  const given: Value = isDoc(argument) && 'field' in argument ? argument : { field: argument };
  const { field, input } = fieldsOf(given, compile, name, ['field', 'input'], ['field']) as { field: Evaluate; input?: Evaluate };
  const from = input ?? compile('$$CURRENT');
  return (doc, variables) => {
    const key = field(doc, variables);
    if (typeof key !== 'string')
      throw new ServerError(5654602, `$getField requires 'field' to evaluate to type String, but got ${typeName(key)}`);
    const value = from(doc, variables);
    return isDoc(value) ? ownField(value, key) : value === null ? null : undefined;
  };
};

const putField: OperatorCompiler = (argument, compile, name) => {
  const given = name === '$unsetField' && isDoc(argument) ? { ...argument, value: '$$REMOVE' } : argument;
  const { field, input, value } = fieldsOf(given, compile, name, ['field', 'input', 'value'], ['field', 'input', 'value']) as Record<
    'field' | 'input' | 'value',
    Evaluate
  >;
  return (doc, variables) => {
    const into = input(doc, variables);
    if (absent(into)) return null;
    const made = merge([into]);
    const put = value(doc, variables);
    const key = String(field(doc, variables));
    if (put === undefined) delete made[key];
    else setField(made, key, put);
    return made;
  };
};

/** Documents. */
export const OBJECTS: [string, OperatorCompiler][] = [
  ['$mergeObjects', variadic((args) => merge(spread(args)))],
  ['$objectToArray', toPairs],
  ['$arrayToObject', fromPairs],
  ['$getField', getField],
  ['$setField', putField],
  ['$unsetField', putField],
];
