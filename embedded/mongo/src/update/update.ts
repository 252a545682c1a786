import { identical } from '../bson/compare.ts';
import { firstFieldName } from '../bson/raw.ts';
import { decode } from '../bson/decode.ts';
import { valueText } from '../bson/text.ts';
import { isDoc, typeName } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import type { Filter } from '../query/filter.ts';
import { runUpdatePipeline } from '../aggregate/update-pipeline.ts';
import type { StageScope } from '../aggregate/stages.ts';
import type { Order } from '../query/order.ts';
import { describeDifference, UpdateDescription } from './description.ts';
import { OPERATORS } from './operators.ts';
import type { Operator } from './operators.ts';
import { Place, resolvePaths } from './places.ts';
import type { Positions } from './places.ts';

/** What an update makes of a document. */
export interface Updated {
  doc: Doc;
  changed: boolean;
  /** What changed, for change streams. */
  description: UpdateDescription;
}

/** A compiled update. */
export type Update =
  | { kind: 'replacement'; bytes: Uint8Array }
  | { kind: 'operators'; positional: boolean; apply(doc: Doc, matched: number | undefined, inserting: boolean): Updated }
  | { kind: 'pipeline'; apply(doc: Doc): Updated };

interface Step {
  name: string;
  path: string[];
  argument: Value;
  operator: Operator | undefined;
}

/** Compiles an update: a replacement (undecoded), operators, or a pipeline. */
export const compileUpdate = (update: Value, arrayFilters: Value, scope: StageScope): Update => {
  if (Array.isArray(update)) {
    if (arrayFilters !== undefined) throw new ServerError('FailedToParse', 'arrayFilters may not be specified for pipeline-syle updates');
    const run = runUpdatePipeline(update, scope);
    return {
      kind: 'pipeline',
      apply: (doc) => {
        const made = run(doc);
        if (made['_id'] === undefined && doc['_id'] !== undefined) throw immutableId();
        return { doc: made, changed: !identical(doc, made), description: describeDifference(doc, made) };
      },
    };
  }
  if (!(update instanceof Uint8Array)) throw new ServerError('FailedToParse', 'Update argument must be either an object or an array');
  if (!firstFieldName(update).startsWith('$')) {
    if (arrayFilters !== undefined) throw new ServerError('FailedToParse', 'Cannot specify arrayFilters with a replacement-style update');
    return { kind: 'replacement', bytes: update };
  }
  const steps = stepsOf(decode(update));
  const filters = compileArrayFilters(arrayFilters, steps, scope.order);
  return {
    kind: 'operators',
    positional: steps.some((step) => step.path.includes('$')),
    apply: (doc, matched, inserting) => applySteps(doc, steps, { matched, filters }, inserting, scope.order),
  };
};

const stepsOf = (update: Doc): Step[] => {
  const steps: Step[] = [];
  for (const [name, fields] of Object.entries(update)) {
    const operator = OPERATORS.get(name);
    if (!operator && name !== '$unset' && name !== '$rename')
      throw new ServerError(
        'FailedToParse',
        `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    if (!isDoc(fields))
      throw new ServerError(
        'FailedToParse',
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${valueText(fields)}}`,
      );
    for (const [field, argument] of Object.entries(fields)) {
      const path = checkedPath(field);
      steps.push({ name, path, argument, operator });
    }
  }
  checkConflicts(steps);
  return steps.sort((a, b) => comparePaths(a.path, b.path));
};

const checkedPath = (field: string): string[] => {
  const path = field.split('.');
  if (field === '') throw new ServerError('EmptyFieldName', 'An empty update path is not valid.');
  if (path.includes(''))
    throw new ServerError('EmptyFieldName', `The update path '${field}' contains an empty field name, which is not allowed.`);
  if (path[0]?.startsWith('$'))
    throw new ServerError(
      path[0] === '$' || path[0].startsWith('$[') ? 'BadValue' : 'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${path[0]}' in '${field}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
    );
  return path;
};

/** No two operators may touch the same field or one inside the other's. */
const checkConflicts = (steps: Step[]): void => {
  const paths = steps.flatMap((step) =>
    step.name === '$rename' && typeof step.argument === 'string' ? [step.path, step.argument.split('.')] : [step.path],
  );
  if (paths.length < 2) return;
  const sorted = paths.map((path) => path.join('.')).sort();
  const known = new Set<string>();
  for (const path of sorted) {
    const parts = path.split('.');
    for (let length = 1; length <= parts.length; length++) {
      const prefix = parts.slice(0, length).join('.');
      if (known.has(prefix))
        throw new ServerError('ConflictingUpdateOperators', `Updating the path '${path}' would create a conflict at '${prefix}'`);
    }
    known.add(path);
  }
};

const comparePaths = (a: string[], b: string[]): number => {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const [left, right] = [a[index] as string, b[index] as string];
    if (left === right) continue;
    if (/^\d+$/.test(left) && /^\d+$/.test(right)) return Number(left) - Number(right);
    return left < right ? -1 : 1;
  }
  return a.length - b.length;
};

const compileArrayFilters = (arrayFilters: Value, steps: Step[], order: Order): ReadonlyMap<string, Filter> => {
  const filters = new Map<string, Filter>();
  if (arrayFilters === undefined || arrayFilters === null) return filters;
  if (!Array.isArray(arrayFilters)) throw new ServerError('TypeMismatch', 'arrayFilters must be an array');
  for (const filter of arrayFilters) {
    if (!isDoc(filter)) throw new ServerError('TypeMismatch', 'Each array filter must be an object');
    const compiled = compileFilter(filter, { order });
    const names = new Set(compiled.needs ?? []);
    const [name] = names;
    if (name === undefined)
      throw new ServerError('FailedToParse', 'Cannot use an expression without a top-level field name in arrayFilters');
    if (names.size > 1)
      throw new ServerError(
        'FailedToParse',
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...names].join("' and '")}'`,
      );
    if (!/^[a-z][A-Za-z0-9]*$/.test(name))
      throw new ServerError(
        'BadValue',
        `Error parsing array filter :: caused by :: The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${name}'`,
      );
    if (filters.has(name))
      throw new ServerError('FailedToParse', `Found multiple array filters with the same top-level field name ${name}`);
    if (!steps.some((step) => step.path.includes(`$[${name}]`)))
      throw new ServerError(
        'FailedToParse',
        `The array filter for identifier '${name}' was not used in the update ${valueText(Object.fromEntries(steps.map((step) => [step.path.join('.'), step.argument])))}`,
      );
    filters.set(name, compiled);
  }
  return filters;
};

const applySteps = (doc: Doc, steps: Step[], positions: Positions, inserting: boolean, order: Order): Updated => {
  const id = doc['_id'];
  const description = new UpdateDescription();
  let changed = false;
  for (const step of steps) {
    if (step.name === '$setOnInsert' && !inserting) continue;
    for (const path of resolvePaths(doc, step.path, positions)) {
      if (applyStep(doc, step, path, description, order)) changed = true;
    }
  }
  if (!inserting && changed && !identical(id, doc['_id'])) throw immutableId();
  return { doc, changed, description };
};

const applyStep = (doc: Doc, step: Step, path: string[], description: UpdateDescription, order: Order): boolean => {
  const place = new Place(doc, path);
  if (step.name === '$unset') {
    if (!place.remove()) return false;
    description.unset(place);
    return true;
  }
  if (step.name === '$rename') return rename(doc, place, step.argument, description);
  const before = place.get();
  if (!(step.operator as Operator)(place, step.argument, doc, order)) return false;
  description.set(place, before);
  return true;
};

const rename = (doc: Doc, from: Place, argument: Value, description: UpdateDescription): boolean => {
  if (typeof argument !== 'string')
    throw new ServerError('BadValue', `The 'to' field for $rename must be a string: ${from.path.join('.')}: ${valueText(argument)}`);
  const to = new Place(doc, checkedPath(argument));
  const value = from.get();
  if (from.parentArray() !== undefined)
    throw new ServerError(
      'BadValue',
      `The source field cannot be an array element, '${from.path.join('.')}' in doc with _id: ${valueText(doc['_id'])} has an array field called '${from.parentArray()?.join('.')}'`,
    );
  if (value === undefined) return false;
  if (to.parentArray() !== undefined)
    throw new ServerError(
      'BadValue',
      `The destination field cannot be an array element, '${argument}' in doc with _id: ${valueText(doc['_id'])}`,
    );
  from.remove();
  description.unset(from);
  const before = to.get();
  to.set(value);
  description.set(to, before);
  return true;
};

/** The refusal to change `_id`. */
export const immutableId = (): ServerError =>
  new ServerError('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'");
