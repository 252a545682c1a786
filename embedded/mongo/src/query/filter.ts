import { isDoc, toNumber } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { compileExpression } from '../aggregate/expression.ts';
import type { Variables } from '../aggregate/expression.ts';
import { BINARY } from './order.ts';
import type { Order } from './order.ts';
import { orElement, somewhere } from './paths.ts';
import type { Leaf, Tracker } from './paths.ts';
import { bits, compares, equals, exists, isOperatorDoc, matches, modulo, ofSize, ofType, oneOf, wantsExisting } from './predicates.ts';
import { compileJsonSchema } from './json-schema.ts';

/** One simple condition that every matching document fulfils: what the planner can look for in an index. */
export interface Condition {
  path: string;
  operator: '$eq' | '$in' | '$gt' | '$gte' | '$lt' | '$lte' | '$regex' | '$exists' | '$type';
  value: Value;
  /** The number of the `$elemMatch` it stands in; conditions of one hold of the same element. */
  element?: number;
}

/** A compiled filter. */
export interface Filter {
  source: Doc;
  /** By what its conditions compare texts. */
  order: Order;
  test(doc: Doc, tracker?: Tracker): boolean;
  /** The fields of a document's top that the test looks at; undefined where it may look at all. */
  needs: ReadonlySet<string> | undefined;
  conditions: readonly Condition[];
  /** Each `$or` that must hold, as its branches. */
  alternatives: readonly (readonly Filter[])[];
  /** Whether `conditions` say everything. */
  simple: boolean;
}

/** What conditions of a filter may refer to. */
export interface FilterContext {
  variables?: Variables | undefined;
  /** By what texts compare; by their bytes unless said otherwise. */
  order?: Order | undefined;
}

type Test = (doc: Doc, tracker?: Tracker) => boolean;

class Compiler {
  readonly tests: Test[] = [];
  readonly conditions: Condition[] = [];
  readonly alternatives: Filter[][] = [];
  needs: Set<string> | undefined = new Set();
  simple = true;
  private readonly context: FilterContext;
  private readonly order: Order;

  constructor(context: FilterContext) {
    this.context = context;
    this.order = context.order ?? BINARY;
  }

  filter(source: Doc): void {
    for (const [name, value] of Object.entries(source)) {
      if (name.startsWith('$')) this.operator(name, value);
      else this.field(name, value);
    }
  }

  private operator(name: string, value: Value): void {
    if (name === '$comment') return;
    if (name === '$and') return this.list(name, value).forEach((part) => this.filter(part));
    this.simple = false;
    if (name === '$or' || name === '$nor') {
      const branches = this.list(name, value).map((part) => compileFilter(part, this.context));
      for (const branch of branches) this.need(branch.needs);
      if (name === '$or' && branches.length === 1) {
        this.conditions.push(...(branches[0] as Filter).conditions);
        this.alternatives.push(...((branches[0] as Filter).alternatives as Filter[][]));
      } else if (name === '$or') this.alternatives.push(branches);
      this.tests.push(
        name === '$or'
          ? (doc, tracker) => branches.some((branch) => branch.test(doc, tracker))
          : (doc) => !branches.some((branch) => branch.test(doc)),
      );
    } else if (name === '$expr') {
      const expression = compileExpression(value, this.order);
      const variables = this.context.variables;
      this.needs = undefined;
      this.tests.push((doc) => expression.truthy(doc, variables));
    } else if (name === '$jsonSchema') {
      const schema = compileJsonSchema(value);
      this.needs = undefined;
      this.tests.push((doc) => schema(doc));
    } else if (name === '$text') throw new ServerError('IndexNotFound', 'text index required for $text query');
    else if (name === '$where')
      throw new ServerError('CommandNotSupported', '$where is not supported: this server runs no JavaScript of its clients');
    else
      throw new ServerError(
        'BadValue',
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }

  private list(name: string, value: Value): Doc[] {
    if (!Array.isArray(value)) throw new ServerError('BadValue', `${name} must be an array`);
    if (value.length === 0) throw new ServerError('BadValue', `${name} must be a nonempty array`);
    if (!value.every(isDoc)) throw new ServerError('BadValue', `${name} argument's entries must be objects`);
    return value;
  }

  private need(fields: ReadonlySet<string> | undefined): void {
    if (fields === undefined) this.needs = undefined;
    else for (const field of fields) this.needs?.add(field);
  }

  private field(name: string, value: Value): void {
    const path = name.split('.');
    this.needs?.add(path[0] as string);
    if (!isOperatorDoc(value)) return this.leaf(path, equals(value, this.order), { path: name, operator: '$eq', value });
    for (const [operator, argument] of Object.entries(value)) this.condition(name, path, operator, argument, value);
  }

  private leaf(path: string[], leaf: Leaf, condition?: Condition): void {
    if (condition) this.conditions.push(condition);
    else this.simple = false;
    const [field] = path as [string];
    this.tests.push(
      path.length === 1
        ? (doc, tracker) => leaf(Object.hasOwn(doc, field) ? doc[field] : undefined, tracker)
        : (doc, tracker) => somewhere(doc, path, 0, leaf, tracker),
    );
  }

  private negated(path: string[], leaf: Leaf): void {
    this.simple = false;
    this.tests.push((doc) => !somewhere(doc, path, 0, leaf));
  }

  private condition(name: string, path: string[], operator: string, value: Value, all: Doc): void {
    switch (operator) {
      case '$eq':
        return this.leaf(path, sameAs(value, this.order), { path: name, operator, value });
      case '$gt':
      case '$gte':
      case '$lt':
      case '$lte':
        return this.leaf(path, compares(operator, value, this.order), { path: name, operator, value });
      case '$in':
        return this.leaf(path, oneOf(value, this.order), { path: name, operator, value });
      case '$ne':
        if (value !== null && typeof value === 'object' && equalsRegex(value))
          throw new ServerError('BadValue', "Can't have regex as arg to $ne.");
        return this.negated(path, sameAs(value, this.order));
      case '$nin':
        return this.negated(path, oneOf(value, this.order));
      case '$exists':
        if (wantsExisting(value)) {
          this.simple = false;
          return this.leaf(path, exists(), { path: name, operator, value: true });
        }
        return this.negated(path, exists());
      case '$type':
        this.simple = false;
        return this.leaf(path, ofType(value), { path: name, operator, value });
      case '$regex':
        this.simple = false;
        return this.leaf(path, matches(value, all['$options']), {
          path: name,
          operator,
          value: all['$options'] === undefined ? value : null,
        });
      case '$options':
        if (all['$regex'] === undefined) throw new ServerError('BadValue', '$options needs a $regex');
        return;
      default:
        return this.rareCondition(name, path, operator, value);
    }
  }

  private rareCondition(name: string, path: string[], operator: string, value: Value): void {
    this.simple = false;
    if (operator === '$not') return this.not(path, value);
    if (operator === '$size') return this.leaf(path, ofSize(value));
    if (operator === '$mod') return this.leaf(path, modulo(value));
    if (operator === '$all') return this.all(name, path, value);
    if (operator === '$elemMatch') return this.leaf(path, this.elemMatch(name, value, true));
    if (/^\$bits(All|Any)(Set|Clear)$/.test(operator)) return this.leaf(path, bits(operator, value));
    if (['$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$within', '$geoNear'].includes(operator))
      throw new ServerError('CommandNotSupported', `${operator} is not supported: this server has no geospatial queries`);
    throw new ServerError('BadValue', `unknown operator: ${operator}`);
  }

  private not(path: string[], value: Value): void {
    if (!isDoc(value)) {
      if (!equalsRegex(value)) throw new ServerError('BadValue', '$not needs a regex or a document');
      return this.negated(path, equals(value, this.order));
    }
    if (Object.keys(value).length === 0) throw new ServerError('BadValue', '$not cannot be empty');
    if (!isOperatorDoc(value)) throw new ServerError('BadValue', `unknown operator: ${Object.keys(value)[0]}`);
    const inner = compileFilter({ [path.join('.')]: value }, this.context);
    this.tests.push((doc) => !inner.test(doc));
  }

  private all(name: string, path: string[], value: Value): void {
    if (!Array.isArray(value)) throw new ServerError('BadValue', '$all needs an array');
    if (value.length === 0) this.tests.push(() => false);
    for (const item of value) {
      if (isDoc(item) && '$elemMatch' in item) this.leaf(path, this.elemMatch(name, item['$elemMatch'], true));
      else if (isOperatorDoc(item)) throw new ServerError('BadValue', 'no $ expressions in $all');
      else this.leaf(path, equals(item, this.order), { path: name, operator: '$eq', value: item });
    }
  }

  private elemMatch(name: string, value: Value, plannable: boolean): Leaf {
    if (!isDoc(value)) throw new ServerError('BadValue', '$elemMatch needs an Object');
    const ofValues = isOperatorDoc(value) && !['$and', '$or', '$nor', '$expr', '$where'].includes(Object.keys(value)[0] as string);
    const inner = compileFilter(ofValues ? { v: value } : value, this.context);
    if (plannable) {
      const element = nextElement++;
      for (const condition of inner.conditions)
        this.conditions.push({ ...condition, path: ofValues ? name : `${name}.${condition.path}`, element });
    }
    return (array, tracker) => {
      if (!Array.isArray(array)) return false;
      const index = array.findIndex((item) =>
        ofValues
          ? inner.test({ v: item === undefined ? null : item })
          : (isDoc(item) && inner.test(item)) || (Array.isArray(item) && inner.test(Object.fromEntries(item.entries()) as Doc)),
      );
      if (index >= 0 && tracker) tracker.index = index;
      return index >= 0;
    };
  }
}

let nextElement = 1;

const equalsRegex = (value: Value): boolean =>
  value instanceof RegExp || (typeof value === 'object' && value !== null && (value as { _bsontype?: string })._bsontype === 'BSONRegExp');

/** `$eq` compares a regular expression as a value; `{field: /x/}` matches with it. */
const sameAs = (value: Value, order: Order): Leaf =>
  equalsRegex(value) ? orElement((found) => order.same(found, value)) : equals(value, order);

/** Compiles a filter; throws what the server says of a wrong one. */
export const compileFilter = (source: Doc, context: FilterContext = {}): Filter => {
  const compiler = new Compiler(context);
  compiler.filter(source);
  const { tests, conditions, alternatives, needs, simple } = compiler;
  const [only] = tests;
  const test: Test = tests.length === 1 ? (only as Test) : (doc, tracker) => tests.every((part) => part(doc, tracker));
  return { source, order: context.order ?? BINARY, test, needs, conditions, alternatives, simple };
};

/** The filter that a command gave, checked to be a document. */
export const filterOf = (value: Value, context?: FilterContext): Filter => {
  if (value !== undefined && value !== null && !isDoc(value))
    throw new ServerError('TypeMismatch', `Expected field filter to be of type object`);
  return compileFilter((value as Doc | null | undefined) ?? {}, context);
};

/** A whole number that a command gave, or undefined. */
export const integerOf = (value: Value): number | undefined => {
  const number = toNumber(value);
  return number === undefined ? undefined : Math.trunc(number);
};
