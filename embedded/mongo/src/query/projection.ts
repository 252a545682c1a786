import { asBuffer, endOfName, readText, sizeOfValue } from '../bson/decode.ts';
import { isDoc, isNumeric, setField, toNumber, truthy } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { compileExpression } from '../aggregate/expression.ts';
import type { Expression, Variables } from '../aggregate/expression.ts';
import { compileFilter } from './filter.ts';
import type { Order } from './order.ts';
import { isOperatorDoc } from './predicates.ts';

/** What a projection makes of documents. */
export interface Projection {
  /** The projected form of a stored document without decoding it, where only whole fields of its top are asked for. */
  raw?: (bytes: Uint8Array) => Uint8Array;
  /** The projected form; `matched` is where the filter found its array element, for `field.$`. */
  apply(doc: Doc, matched?: number, variables?: Variables): Doc;
  /** Whether it has a positional `field.$`. */
  positional: boolean;
  /** The fields of a document's top that `apply` looks at; undefined for all. */
  needs: ReadonlySet<string> | undefined;
}

type Leaf =
  | { kind: 'include' }
  | { kind: 'exclude' }
  | { kind: 'compute'; expression: Expression }
  | { kind: 'slice'; from: number | undefined; count: number }
  | { kind: 'elemMatch'; test: (value: Value) => boolean }
  | { kind: 'positional' };

interface Tree {
  fields: Map<string, Tree | Leaf>;
}
const isTree = (node: Tree | Leaf): node is Tree => 'fields' in node;

/** Compiles the projection of `find`, `findAndModify` and `$project`; throws what the server says of a wrong one. */
export const compileProjection = (spec: Doc, order: Order, inPipeline = false): Projection => {
  const parser = new Parser(order, inPipeline);
  parser.level(spec, []);
  return parser.finish();
};

class Parser {
  private readonly order: Order;
  private readonly inPipeline: boolean;
  private readonly tree: Tree = { fields: new Map() };
  private mode: 'include' | 'exclude' | undefined;
  private id: Tree | Leaf | undefined;
  private sliced = false;
  private positional = false;

  constructor(order: Order, inPipeline: boolean) {
    this.order = order;
    this.inPipeline = inPipeline;
  }

  level(spec: Doc, prefix: string[]): void {
    for (const [name, value] of Object.entries(spec)) {
      if (name === '') throw new ServerError(40352, 'FieldPath cannot be constructed with empty string');
      const path = [...prefix, ...name.split('.')];
      if (path.includes('')) throw new ServerError(path.at(-1) === '' ? 40353 : 15998, 'FieldPath field names may not be empty strings.');
      if (path.at(-1) === '$' && !this.inPipeline) {
        if (this.positional) throw new ServerError(31276, 'Cannot specify more than one positional projection per query.');
        this.positional = true;
        this.setMode('include', name);
        this.put(path.slice(0, -1), { kind: 'positional' });
      } else if (path.some((part) => part.startsWith('$') && !['$ref', '$id', '$db'].includes(part)))
        throw new ServerError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
      else this.field(path, value);
    }
  }

  private field(path: string[], value: Value): void {
    if (typeof value === 'boolean' || isNumeric(value)) {
      const kind = truthy(value) ? 'include' : 'exclude';
      if (path.length === 1 && path[0] === '_id') {
        this.id = { kind };
        return;
      }
      this.setMode(kind, path.join('.'));
      return this.put(path, { kind });
    }
    if (isDoc(value) && !isOperatorDoc(value)) {
      if (Object.keys(value).length === 0)
        throw new ServerError(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
      return this.level(value, path);
    }
    if (isDoc(value) && !this.inPipeline && ('$slice' in value || '$elemMatch' in value || '$meta' in value))
      return this.findOperator(path, value);
    if (isDoc(value) && Object.keys(value).length > 1)
      throw new ServerError(this.inPipeline ? 15983 : 'FailedToParse', 'an expression takes a single operator');
    this.setMode('include', path.join('.'));
    const leaf: Leaf = { kind: 'compute', expression: compileExpression(value, this.order) };
    if (path.length === 1 && path[0] === '_id') this.id = leaf;
    else this.put(path, leaf);
  }

  private findOperator(path: string[], value: Doc): void {
    if ('$meta' in value) throw new ServerError('CommandNotSupported', '$meta is not supported');
    if ('$elemMatch' in value) {
      const inner = value['$elemMatch'];
      if (!isDoc(inner)) throw new ServerError(31274, 'elemMatch: Invalid argument, object required');
      const ofValues = isOperatorDoc(inner) && !['$and', '$or', '$nor'].includes(Object.keys(inner)[0] as string);
      const filter = compileFilter(ofValues ? { v: inner } : inner, { order: this.order });
      this.setMode('include', path.join('.'));
      return this.put(path, {
        kind: 'elemMatch',
        test: (item) => (ofValues ? filter.test({ v: item }) : isDoc(item) && filter.test(item)),
      });
    }
    const slice = value['$slice'];
    const numbers = (Array.isArray(slice) ? slice : [slice]).map(toNumber);
    if (numbers.some((number) => number === undefined) || numbers.length === 0 || numbers.length > 2)
      throw new ServerError(28667, 'Invalid $slice syntax');
    if (numbers.length === 2 && (numbers[1] as number) <= 0) throw new ServerError(28724, 'Third argument to $slice must be positive');
    this.sliced = true;
    const [first, second] = numbers as [number, number | undefined];
    this.put(path, { kind: 'slice', from: second === undefined ? undefined : first, count: second ?? first });
  }

  private setMode(mode: 'include' | 'exclude', field: string): void {
    if (this.mode !== undefined && this.mode !== mode) {
      if (mode === 'exclude') throw new ServerError(31254, `Cannot do exclusion on field ${field} in inclusion projection`);
      throw new ServerError(31253, `Cannot do inclusion on field ${field} in exclusion projection`);
    }
    this.mode = mode;
  }

  private put(path: string[], leaf: Leaf): void {
    let tree = this.tree;
    for (const part of path.slice(0, -1)) {
      const next = tree.fields.get(part) ?? { fields: new Map() };
      if (!isTree(next)) throw new ServerError(31249, `Path collision at ${path.join('.')} remaining portion ${path.at(-1)}`);
      tree.fields.set(part, next);
      tree = next;
    }
    const last = path.at(-1) as string;
    if (tree.fields.has(last)) throw new ServerError(31250, `Path collision at ${path.join('.')}`);
    tree.fields.set(last, leaf);
  }

  finish(): Projection {
    const idKind = this.id !== undefined && !isTree(this.id) ? this.id.kind : undefined;
    const mode =
      this.mode ?? (idKind === 'include' && !this.sliced ? 'include' : idKind === 'exclude' || this.sliced ? 'exclude' : 'exclude');
    const { tree, positional } = this;
    if (this.id !== undefined) {
      if (mode === 'include' && idKind !== 'exclude') tree.fields.set('_id', this.id);
      if (mode === 'exclude' && idKind === 'exclude') tree.fields.set('_id', this.id);
    } else if (mode === 'include' && !tree.fields.has('_id')) tree.fields.set('_id', { kind: 'include' });
    const leaves = [...tree.fields.entries()];
    const plainTop = leaves.every(([, node]) => !isTree(node) && (node.kind === 'include' || node.kind === 'exclude'));
    const computes = hasComputed(tree);
    return {
      ...(plainTop && { raw: rawProjection(new Set(tree.fields.keys()), mode === 'include') }),
      apply: (doc, matched, variables) => project(doc, doc, tree, mode, matched, variables),
      positional,
      needs: mode === 'include' && !computes ? new Set(tree.fields.keys()) : undefined,
    };
  }
}

const hasComputed = (tree: Tree): boolean =>
  [...tree.fields.values()].some((node) => (isTree(node) ? hasComputed(node) : node.kind === 'compute'));

/** Copies the wanted fields' bytes. */
const rawProjection =
  (names: ReadonlySet<string>, include: boolean) =>
  (bytes: Uint8Array): Uint8Array => {
    const buffer = asBuffer(bytes);
    const end = buffer.length - 1;
    const made = Buffer.allocUnsafe(buffer.length);
    let to = 4;
    let at = 4;
    while (at < end) {
      const nameEnd = endOfName(buffer, at + 1);
      const next = nameEnd + 1 + sizeOfValue(buffer, buffer[at] as number, nameEnd + 1);
      if (names.has(readText(buffer, at + 1, nameEnd)) === include) to += buffer.copy(made, to, at, next);
      at = next;
    }
    made[to] = 0;
    made.writeInt32LE(to + 1, 0);
    return made.subarray(0, to + 1);
  };

const project = (
  doc: Doc,
  root: Doc,
  tree: Tree,
  mode: 'include' | 'exclude',
  matched: number | undefined,
  variables: Variables | undefined,
): Doc => {
  const result: Doc = {};
  for (const [name, value] of Object.entries(doc)) {
    const node = tree.fields.get(name);
    if (node === undefined) {
      if (mode === 'exclude') setField(result, name, value);
      continue;
    }
    const projected = isTree(node) ? projectInside(value, root, node, mode, matched, variables) : projectLeaf(value, node, matched);
    if (projected !== undefined) setField(result, name, projected);
  }
  addComputed(result, doc, root, tree, variables);
  return result;
};

const addComputed = (result: Doc, doc: Doc, root: Doc, tree: Tree, variables: Variables | undefined): void => {
  for (const [name, node] of tree.fields) {
    if (!isTree(node)) {
      if (node.kind !== 'compute') continue;
      const value = node.expression.evaluate(root, variables);
      if (value !== undefined) setField(result, name, value);
      else delete result[name];
    } else if (!Object.hasOwn(doc, name) && hasComputed(node))
      setField(result, name, project({}, root, node, 'include', undefined, variables));
  }
};

const projectInside = (
  value: Value,
  root: Doc,
  tree: Tree,
  mode: 'include' | 'exclude',
  matched: number | undefined,
  variables: Variables | undefined,
): Value => {
  if (Array.isArray(value)) {
    return value.map((item) => projectInside(item, root, tree, mode, matched, variables)).filter((item) => item !== undefined);
  }
  if (isDoc(value)) return project(value, root, tree, mode, matched, variables);
  if (hasComputed(tree)) return project({}, root, tree, mode, matched, variables);
  return mode === 'exclude' ? value : undefined;
};

const projectLeaf = (value: Value, leaf: Leaf, matched: number | undefined): Value => {
  switch (leaf.kind) {
    case 'include':
      return value === undefined ? null : value;
    case 'exclude':
    case 'compute':
      return undefined;
    case 'positional':
      if (!Array.isArray(value)) return value;
      if (matched === undefined)
        throw new ServerError(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        );
      return matched < value.length ? [value[matched]] : [];
    case 'elemMatch': {
      if (!Array.isArray(value)) return undefined;
      const found = value.find(leaf.test);
      return found === undefined ? undefined : [found];
    }
    case 'slice':
      return Array.isArray(value) ? sliced(value, leaf.from, leaf.count) : value;
  }
};

/** `count` elements from the start, from the end (negative), or from a place (negative: counted from the end). */
const sliced = (array: Value[], from: number | undefined, count: number): Value[] => {
  if (from === undefined) return count >= 0 ? array.slice(0, count) : array.slice(count);
  const start = from < 0 ? Math.max(0, array.length + from) : from;
  return array.slice(start, start + count);
};
