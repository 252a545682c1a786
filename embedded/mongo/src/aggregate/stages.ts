import { isDoc, ownField, setField } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import type { Context } from '../commands/context.ts';
import { ServerError } from '../errors.ts';
import { filterOf } from '../query/filter.ts';
import type { Order } from '../query/order.ts';
import { compileProjection } from '../query/projection.ts';
import { compileExpression } from './expression.ts';
import type { Expression, Variables } from './expression.ts';
import { compileUnwind } from './unwind.ts';

/** What a stage is compiled with. */
export interface StageScope {
  variables: Variables;
  /** By what texts compare. */
  order: Order;
}

/** What stages that look beyond a document are compiled for. */
export interface PipelineScope extends StageScope {
  context: Context;
  db: string;
}

/** A stage that looks at one document at a time. */
export interface EachStage {
  kind: 'each';
  apply(doc: Doc): Doc | Doc[] | undefined;
  /** The fields of a document's top that it looks at; undefined for all. */
  needs: ReadonlySet<string> | undefined;
  /** Whether what it gives has no other fields than those it looked at. */
  shapes: boolean;
}

/** Portions of documents, one after the other. */
export type Documents = AsyncIterable<Doc[]>;

/** A stage that has to see more than one document. */
export interface StreamStage {
  kind: 'stream';
  run(source: Documents): Documents;
  needs: ReadonlySet<string> | undefined;
  shapes: boolean;
}

export type Stage = EachStage | StreamStage;

const each = (apply: EachStage['apply'], needs: ReadonlySet<string> | undefined, shapes = false): EachStage => ({
  kind: 'each',
  apply,
  needs,
  shapes,
});

const match = (argument: Value, scope: StageScope): EachStage => {
  if (!isDoc(argument)) throw new ServerError(15959, 'the match filter must be an expression in an object');
  const filter = filterOf(argument, scope);
  return each((doc) => (filter.test(doc) ? doc : undefined), filter.needs);
};

const project = (argument: Value, { variables, order }: StageScope): EachStage => {
  if (!isDoc(argument)) throw new ServerError(15969, '$project specification must be an object');
  if (Object.keys(argument).length === 0)
    throw new ServerError(51272, 'Invalid $project :: caused by :: projection specification must have at least one field');
  const projection = compileProjection(argument, order, true);
  return each((doc) => projection.apply(doc, undefined, variables), projection.needs, projection.needs !== undefined);
};

/** A tree of the fields to add: a value, or fields inside. */
interface Added {
  fields: [string, Added | Expression][];
}

const addedOf = (spec: Doc, order: Order): Added => {
  const root: Added = { fields: [] };
  for (const [path, value] of Object.entries(spec)) {
    const parts = path.split('.');
    if (parts.some((part) => part === '' || part.startsWith('$')))
      throw new ServerError(parts.includes('') ? 40353 : 16410, "FieldPath field names may not be empty or start with '$'.");
    let at = root;
    for (const part of parts.slice(0, -1)) at = inner(at, part);
    const last = parts.at(-1) as string;
    const nested = isDoc(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]?.startsWith('$');
    if (nested) {
      const below = inner(at, last);
      below.fields.push(...addedOf(value, order).fields);
    } else at.fields.push([last, compileExpression(value, order)]);
  }
  return root;
};

const inner = (at: Added, part: string): Added => {
  const known = at.fields.find(([name]) => name === part)?.[1];
  if (known && 'fields' in known) return known;
  const made: Added = { fields: [] };
  at.fields.push([part, made]);
  return made;
};

const add = (value: Value, added: Added, root: Doc, variables: Variables): Value => {
  if (Array.isArray(value)) return value.map((item) => add(item, added, root, variables));
  const made: Doc = isDoc(value) ? { ...value } : {};
  for (const [name, node] of added.fields) {
    const result = 'fields' in node ? add(ownField(made, name), node, root, variables) : node.evaluate(root, variables);
    if (result === undefined) delete made[name];
    else setField(made, name, result);
  }
  return made;
};

const addFields = (argument: Value, { variables, order }: StageScope): EachStage => {
  if (!isDoc(argument)) throw new ServerError(40272, '$addFields specification stage must be an object');
  const added = addedOf(argument, order);
  return each((doc) => add(doc, added, doc, variables) as Doc, undefined);
};

const unset = (argument: Value, { order }: StageScope): EachStage => {
  const fields = Array.isArray(argument) ? argument : [argument];
  if (fields.length === 0 || !fields.every((field) => typeof field === 'string'))
    throw new ServerError(31002, '$unset specification must be a string or an array of strings');
  const projection = compileProjection(Object.fromEntries(fields.map((field): [string, number] => [String(field), 0])), order, true);
  return each((doc) => projection.apply(doc), undefined);
};

const replaceRoot = (argument: Value, { variables, order }: StageScope): EachStage => {
  const root = compileExpression(argument, order);
  return each(
    (doc) => {
      const made = root.evaluate(doc, variables);
      if (!isDoc(made)) throw new ServerError(40228, "'newRoot' expression must evaluate to an object");
      return made;
    },
    root.needs,
    root.needs !== undefined,
  );
};

const redact = (argument: Value, { variables, order }: StageScope): EachStage => {
  const decision = compileExpression(argument, order);
  const cut = (doc: Doc, root: Doc): Doc | undefined => {
    const result = decision.evaluate(doc, { ...variables, ROOT: root, DESCEND: '$$DESCEND', PRUNE: '$$PRUNE', KEEP: '$$KEEP' });
    if (result === '$$KEEP') return doc;
    if (result === '$$PRUNE') return undefined;
    if (result !== '$$DESCEND') throw new ServerError(17053, '$redact must evaluate to $$DESCEND, $$PRUNE or $$KEEP');
    const made: Doc = {};
    for (const [name, value] of Object.entries(doc)) {
      const kept = inside(value, root);
      if (kept !== undefined) setField(made, name, kept);
    }
    return made;
  };
  const inside = (value: Value, root: Doc): Value => {
    if (Array.isArray(value)) return value.map((item) => inside(item, root)).filter((item) => item !== undefined);
    return isDoc(value) ? cut(value, root) : value;
  };
  return each((doc) => cut(doc, doc), undefined);
};

const newRoot = (argument: Value): Value => {
  if (!isDoc(argument) || !('newRoot' in argument)) throw new ServerError(40231, 'no newRoot specified for the $replaceRoot stage');
  return argument['newRoot'];
};

const EACH: Readonly<Record<string, (argument: Value, scope: StageScope) => EachStage>> = {
  $match: match,
  $project: project,
  $addFields: addFields,
  $set: addFields,
  $unset: unset,
  $replaceRoot: (argument, scope) => replaceRoot(newRoot(argument), scope),
  $replaceWith: replaceRoot,
  $redact: redact,
};

/** The name and argument of a stage. Throws 40323 for what is none. */
export const partsOf = (stage: Value): [string, Value] => {
  if (!isDoc(stage)) throw new ServerError('TypeMismatch', "Each element of the 'pipeline' array must be an object");
  const [[name, argument] = ['', undefined], ...others] = Object.entries(stage);
  if (others.length > 0 || name === '')
    throw new ServerError(40323, 'A pipeline stage specification object must contain exactly one field.');
  return [name, argument];
};

/** Compiles a stage that looks at one document at a time; undefined for others. */
export const compileEach = (name: string, argument: Value, scope: StageScope): EachStage | undefined => {
  if (name === '$unwind') {
    const { apply, needs } = compileUnwind(argument);
    return each(apply, needs);
  }
  return Object.hasOwn(EACH, name) ? EACH[name]?.(argument, scope) : undefined;
};

const FORBIDDEN = new Set([
  '$group',
  '$sort',
  '$limit',
  '$skip',
  '$count',
  '$lookup',
  '$graphLookup',
  '$unwind',
  '$facet',
  '$out',
  '$merge',
  '$sample',
  '$bucket',
  '$bucketAuto',
  '$sortByCount',
  '$unionWith',
  '$setWindowFields',
  '$densify',
  '$fill',
  '$documents',
  '$collStats',
  '$indexStats',
  '$geoNear',
]);

/** Stages that look at one document at a time, in one. */
export interface PerDocument {
  apply(doc: Doc): Doc | undefined;
  /** The fields of a document's top that they look at; undefined for all. */
  needs: ReadonlySet<string> | undefined;
}

/** One function for the stages that a change stream may have. Throws for others. */
export const perDocument = (stages: Doc[], scope: StageScope): PerDocument => {
  const compiled = stages.map((stage) => {
    const [name, argument] = partsOf(stage);
    const one = Object.hasOwn(EACH, name) ? EACH[name]?.(argument, scope) : undefined;
    if (!one)
      throw FORBIDDEN.has(name)
        ? new ServerError('IllegalOperation', `${name} is not permitted in a $changeStream pipeline`)
        : new ServerError(40324, `Unrecognized pipeline stage name: '${name}'`);
    return one;
  });
  const apply = (doc: Doc): Doc | undefined => {
    let at: Doc | undefined = doc;
    for (const stage of compiled) {
      at = stage.apply(at) as Doc | undefined;
      if (at === undefined) return undefined;
    }
    return at;
  };
  const needs = compiled.map((stage) => stage.needs);
  return { apply, needs: needs.includes(undefined) ? undefined : new Set(needs.flatMap((fields) => [...(fields ?? [])])) };
};
