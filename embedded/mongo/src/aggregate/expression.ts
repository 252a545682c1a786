import { isDoc, ownField, setField, truthy } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { BINARY } from '../query/order.ts';
import type { Order } from '../query/order.ts';
import { isPosition } from '../query/paths.ts';
import { ARITHMETIC } from './arithmetic-operators.ts';
import { DATES } from './date-operators.ts';
import { ARRAYS } from './array-operators.ts';
import { LOGIC } from './logic-operators.ts';
import { mingoOperator } from './mingo-operators.ts';
import { OBJECTS } from './object-operators.ts';
import { STRINGS } from './string-operators.ts';
import { TYPES } from './type-operators.ts';

/** The variables an expression may name, without their `$$`. */
export type Variables = Readonly<Record<string, Value>>;

/** A compiled part of an expression. */
export type Evaluate = (doc: Value, variables: Variables) => Value;

/** What an operator's compiler may use: to compile its parts, and by what they compare texts. */
export interface Compile {
  (value: Value): Evaluate;
  readonly order: Order;
}

/** Compiles one operator's argument. */
export type OperatorCompiler = (argument: Value, compile: Compile, name: string) => Evaluate;

/** A compiled expression. */
export interface Expression {
  /** Its value for a document; undefined where it is missing. */
  evaluate(doc: Doc, variables?: Variables): Value;
  truthy(doc: Doc, variables?: Variables): boolean;
  /** The fields of a document's top that it looks at; undefined for all. */
  needs: ReadonlySet<string> | undefined;
}

const NONE: Variables = {};
const NATIVE: ReadonlyMap<string, OperatorCompiler> = new Map([
  ...ARITHMETIC,
  ...ARRAYS,
  ...DATES,
  ...LOGIC,
  ...OBJECTS,
  ...STRINGS,
  ...TYPES,
]);

/** Compiles an expression; throws what the server says of a wrong one. */
export const compileExpression = (source: Value, order: Order = BINARY): Expression => {
  const compiler = new Compiler(order);
  const run = compiler.compile(source);
  return {
    evaluate: (doc, variables = NONE) => run(doc, variables),
    truthy: (doc, variables = NONE) => truthy(run(doc, variables)),
    needs: compiler.needs,
  };
};

class Compiler {
  needs: Set<string> | undefined = new Set();

  readonly compile: Compile;

  constructor(order: Order) {
    this.compile = Object.assign((value: Value) => this.compiled(value), { order });
  }

  private compiled(value: Value): Evaluate {
    if (typeof value === 'string' && value.startsWith('$'))
      return value.startsWith('$$') ? this.variable(value.slice(2)) : this.field(value.slice(1));
    if (Array.isArray(value)) {
      const items = value.map(this.compile);
      return (doc, variables) => items.map((item) => item(doc, variables) ?? null);
    }
    return isDoc(value) ? this.document(value) : () => value;
  }

  private field(path: string): Evaluate {
    const parts = checkedPath(path);
    const [first] = parts as [string];
    this.needs?.add(first);
    if (parts.length === 1) return (doc) => (isDoc(doc) ? ownField(doc, first) : undefined);
    return (doc) => along(doc, parts, 0);
  }

  private variable(text: string): Evaluate {
    const [name = '', ...rest] = text.split('.');
    if (rest.includes('')) throw new ServerError(15998, 'FieldPath field names may not be empty strings.');
    const read = this.readVariable(name, rest[0]);
    return rest.length === 0 ? read : (doc, variables) => along(read(doc, variables), rest, 0);
  }

  private readVariable(name: string, field: string | undefined): Evaluate {
    if (name === 'ROOT' || name === 'CURRENT') {
      if (field === undefined) this.needs = undefined;
      else this.needs?.add(field);
      return (doc, variables) => (name === 'ROOT' && 'ROOT' in variables ? variables['ROOT'] : doc);
    }
    if (name === 'REMOVE') return () => undefined;
    if (name === 'NOW') return (_doc, variables) => variables['NOW'] ?? new Date();
    if (name === '') throw new ServerError('FailedToParse', 'empty variable names are not allowed');
    if (!/^[a-z\u0080-\uffff]/.test(name) && !SYSTEM.has(name))
      throw new ServerError('FailedToParse', `'${name}' starts with an invalid character for a user variable name`);
    return (_doc, variables) => {
      if (!(name in variables)) throw new ServerError(17276, `Use of undefined variable: ${name}`);
      return variables[name];
    };
  }

  private document(value: Doc): Evaluate {
    const names = Object.keys(value);
    const [first] = names;
    if (first !== undefined && first.startsWith('$')) {
      if (names.length > 1)
        throw new ServerError(
          15983,
          `an expression specification must contain exactly one field, the name of the expression. Found ${names.length} fields in ${JSON.stringify(value)}`,
        );
      return this.operator(first, value[first]);
    }
    const fields = names.map((name): [string, Evaluate] => {
      if (name.includes('.'))
        throw new ServerError(16410, `FieldPath field names may not contain '.'. Consider using $getField or $setField.`);
      return [name, this.compile(value[name])];
    });
    return (doc, variables) => {
      const made: Doc = {};
      for (const [name, evaluate] of fields) {
        const result = evaluate(doc, variables);
        if (result !== undefined) setField(made, name, result);
      }
      return made;
    };
  }

  private operator(name: string, argument: Value): Evaluate {
    if (name === '$literal' || name === '$const') return () => argument;
    if (name === '$setWindowFields' || name === '$function' || name === '$accumulator' || name === '$where')
      throw new ServerError('CommandNotSupported', `${name} is not supported: this server runs no JavaScript of its clients`);
    const native = NATIVE.get(name);
    if (native) return native(argument, this.compile, name);
    const borrowed = mingoOperator(name, argument, this.compile);
    if (!borrowed) throw new ServerError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
    return borrowed;
  }
}

const SYSTEM = new Set(['CLUSTER_TIME', 'SEARCH_META', 'USER_ROLES', 'DESCEND', 'PRUNE', 'KEEP']);

const checkedPath = (path: string): string[] => {
  const parts = path.split('.');
  if (path === '') throw new ServerError(16872, "'$' by itself is not a valid FieldPath");
  if (parts.includes('')) throw new ServerError(15998, 'FieldPath field names may not be empty strings.');
  if (parts.some((part) => part.startsWith('$')))
    throw new ServerError(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
  return parts;
};

/** The value at a path; an array on the way gives the array of what lies there in its elements. */
export const along = (value: Value, path: readonly string[], from: number): Value => {
  let at = value;
  for (let depth = from; depth < path.length; depth++) {
    if (Array.isArray(at)) {
      if (at.length > 0 && isPosition(path[depth] as string) && !at.some(isDoc)) return [];
      return at
        .map((item) => (isDoc(item) || Array.isArray(item) ? along(item, path, depth) : undefined))
        .filter((item) => item !== undefined);
    }
    if (!isDoc(at)) return undefined;
    at = ownField(at, path[depth] as string);
  }
  return at;
};
