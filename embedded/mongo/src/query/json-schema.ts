import { compareValues, sameValue } from '../bson/compare.ts';
import { isDoc, isNumeric, ownField, toNumber, typeName } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { compileRegex } from './regex.ts';

type Check = (value: Value) => boolean;
type Keyword = (argument: Value, schema: Doc) => Check;

/** JSON's names of types; a number may be of any BSON type. */
const JSON_TYPES: Readonly<Record<string, Check>> = {
  object: isDoc,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: isNumeric,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const wrong = (message: string): ServerError => new ServerError('FailedToParse', `$jsonSchema: ${message}`);

const numberIn = (argument: Value, name: string): number => {
  const number = toNumber(argument);
  if (number === undefined) throw wrong(`${name} must be a number`);
  return number;
};
const listIn = (argument: Value, name: string): Value[] => {
  if (!Array.isArray(argument)) throw wrong(`${name} must be an array`);
  return argument;
};
const docIn = (argument: Value, name: string): Doc => {
  if (!isDoc(argument)) throw wrong(`${name} must be an object`);
  return argument;
};

/** A keyword that is only about values of some class, and true of all others. */
const about =
  <Class extends Value>(
    is: (value: Value) => value is Class,
    check: (argument: Value, schema: Doc) => (value: Class) => boolean,
  ): Keyword =>
  (argument, schema) => {
    const holds = check(argument, schema);
    return (value) => !is(value) || holds(value);
  };

const isText = (value: Value): value is string => typeof value === 'string';
const isList = (value: Value): value is Value[] => Array.isArray(value);

const bsonType: Keyword = (argument) => {
  const names = (Array.isArray(argument) ? argument : [argument]).map(String);
  return (value) => names.some((name) => typeName(value) === name || (name === 'number' && isNumeric(value)));
};

const jsonType: Keyword = (argument) => {
  const checks = (Array.isArray(argument) ? argument : [argument]).map((name) => {
    const check = JSON_TYPES[String(name)];
    if (!check) throw wrong(`unknown type ${String(name)}`);
    return check;
  });
  return (value) => checks.some((check) => check(value));
};

const properties = about(isDoc, (argument) => {
  const checks = Object.entries(docIn(argument, 'properties')).map(([name, schema]): [string, Check] => [name, compile(schema)]);
  return (doc) => checks.every(([name, check]) => !Object.hasOwn(doc, name) || check(ownField(doc, name)));
});

const patternProperties = about(isDoc, (argument) => {
  const checks = Object.entries(docIn(argument, 'patternProperties')).map(([pattern, schema]): [RegExp, Check] => [
    compileRegex(pattern, ''),
    compile(schema),
  ]);
  return (doc) => Object.entries(doc).every(([name, value]) => checks.every(([pattern, check]) => !pattern.test(name) || check(value)));
});

const additionalProperties = about(isDoc, (argument, schema) => {
  const known = new Set(Object.keys(isDoc(schema['properties']) ? schema['properties'] : {}));
  const patterns = Object.keys(isDoc(schema['patternProperties']) ? schema['patternProperties'] : {}).map((pattern) =>
    compileRegex(pattern, ''),
  );
  const check: Check = typeof argument === 'boolean' ? () => argument : compile(argument);
  return (doc) =>
    Object.entries(doc).every(([name, value]) => known.has(name) || patterns.some((pattern) => pattern.test(name)) || check(value));
});

const items = about(isList, (argument, schema) => {
  if (!Array.isArray(argument)) {
    const check = compile(argument);
    return (list) => list.every(check);
  }
  const checks = argument.map(compile);
  const more = schema['additionalItems'];
  const rest: Check = more === undefined || more === true ? () => true : more === false ? () => false : compile(more);
  return (list) => list.every((item, place) => (checks[place] ?? rest)(item));
});

const bound = (name: string, exclusive: string, accept: (result: number, open: boolean) => boolean): Keyword =>
  about(isNumeric, (argument, schema) => {
    const limit = isNumeric(argument) ? argument : numberIn(argument, name);
    return (value) => accept(compareValues(value, limit), schema[exclusive] === true);
  });

const combined =
  (holds: (results: (value: Value) => boolean[]) => Check): Keyword =>
  (argument) => {
    const checks = listIn(argument, 'a combination of schemas').map(compile);
    return holds((value) => checks.map((check) => check(value)));
  };

const dependencies = about(isDoc, (argument) => {
  const checks = Object.entries(docIn(argument, 'dependencies')).map(([name, needed]): [string, Check] => [
    name,
    Array.isArray(needed) ? compile({ required: needed }) : compile(needed),
  ]);
  return (doc) => checks.every(([name, check]) => !Object.hasOwn(doc, name) || check(doc));
});

const KEYWORDS: Readonly<Record<string, Keyword>> = {
  bsonType,
  type: jsonType,
  enum: (argument) => (value) => listIn(argument, 'enum').some((one) => sameValue(one, value)),
  required: about(isDoc, (argument) => (doc) => listIn(argument, 'required').every((name) => Object.hasOwn(doc, String(name)))),
  properties,
  patternProperties,
  additionalProperties,
  minProperties: about(isDoc, (argument) => (doc) => Object.keys(doc).length >= numberIn(argument, 'minProperties')),
  maxProperties: about(isDoc, (argument) => (doc) => Object.keys(doc).length <= numberIn(argument, 'maxProperties')),
  dependencies,
  items,
  minItems: about(isList, (argument) => (list) => list.length >= numberIn(argument, 'minItems')),
  maxItems: about(isList, (argument) => (list) => list.length <= numberIn(argument, 'maxItems')),
  uniqueItems: about(
    isList,
    (argument) => (list) => argument !== true || list.every((item, place) => list.findIndex((one) => sameValue(one, item)) === place),
  ),
  minLength: about(isText, (argument) => (text) => [...text].length >= numberIn(argument, 'minLength')),
  maxLength: about(isText, (argument) => (text) => [...text].length <= numberIn(argument, 'maxLength')),
  pattern: about(isText, (argument) => (text) => compileRegex(String(argument), '').test(text)),
  minimum: bound('minimum', 'exclusiveMinimum', (result, open) => (open ? result > 0 : result >= 0)),
  maximum: bound('maximum', 'exclusiveMaximum', (result, open) => (open ? result < 0 : result <= 0)),
  multipleOf: about(isNumeric, (argument) => (value) => (toNumber(value) as number) % numberIn(argument, 'multipleOf') === 0),
  allOf: combined((results) => (value) => results(value).every(Boolean)),
  anyOf: combined((results) => (value) => results(value).some(Boolean)),
  oneOf: combined((results) => (value) => results(value).filter(Boolean).length === 1),
  not: (argument) => {
    const check = compile(argument);
    return (value) => !check(value);
  },
};

/** Keywords that say nothing of their own: notes, and what others read. */
const SILENT = new Set(['title', 'description', 'exclusiveMinimum', 'exclusiveMaximum', 'additionalItems']);

const compile = (schema: Value): Check => {
  const source = docIn(schema, 'a schema');
  const checks = Object.entries(source).flatMap(([name, argument]) => {
    if (SILENT.has(name)) return [];
    const keyword = Object.hasOwn(KEYWORDS, name) ? KEYWORDS[name] : undefined;
    if (!keyword) throw wrong(`keyword '${name}' is not supported`);
    return [keyword(argument, source)];
  });
  return (value) => checks.every((check) => check(value));
};

/** Compiles a `$jsonSchema` (draft 4 with `bsonType`, as MongoDB has it). Throws 9 for keywords that there are not. */
export const compileJsonSchema = (schema: Value): ((doc: Doc) => boolean) => compile(schema);
