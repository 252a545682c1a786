import { isDoc, ownField, setField, toNumber, truthy } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { valueAt } from '../query/paths.ts';

const withValue = (doc: Doc, path: readonly string[], value: Value): Doc => {
  const [name, ...rest] = path as [string, ...string[]];
  const made = { ...doc };
  if (rest.length === 0) {
    if (value === undefined) delete made[name];
    else setField(made, name, value);
    return made;
  }
  const inside = ownField(doc, name);
  setField(made, name, withValue(isDoc(inside) ? inside : {}, rest, value));
  return made;
};

/** `$unwind`: a document for each element of an array. */
export const compileUnwind = (argument: Value): { apply: (doc: Doc) => Doc[]; needs: ReadonlySet<string> } => {
  const spec: Doc = isDoc(argument) ? argument : { path: argument };
  for (const name of Object.keys(spec))
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name))
      throw new ServerError(28811, `unrecognized option to $unwind stage: ${name}`);
  const { path, includeArrayIndex } = spec;
  if (typeof path !== 'string') throw new ServerError(28812, 'no path specified to $unwind stage');
  if (!path.startsWith('$')) throw new ServerError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const parts = path.slice(1).split('.');
  const indexPath = typeof includeArrayIndex === 'string' ? includeArrayIndex.split('.') : undefined;
  const keepsEmpty = truthy(spec['preserveNullAndEmptyArrays']);
  const numbered = (doc: Doc, index: Value): Doc => (indexPath ? withValue(doc, indexPath, index) : doc);
  const apply = (doc: Doc): Doc[] => {
    const value = valueAt(doc, parts);
    if (Array.isArray(value) && value.length > 0) return value.map((item, index) => numbered(withValue(doc, parts, item), BigInt(index)));
    if (Array.isArray(value)) return keepsEmpty ? [numbered(withValue(doc, parts, undefined), null)] : [];
    if (value === undefined || value === null) return keepsEmpty ? [numbered(doc, null)] : [];
    return [numbered(doc, null)];
  };
  return { apply, needs: new Set([parts[0] as string]) };
};

/** A whole number of at least `least`, for `$limit` and the like. */
export const wholeNumber = (value: Value, name: string, least: number): number => {
  const number = toNumber(value);
  if (number === undefined || !Number.isInteger(number) || number < least)
    throw new ServerError(
      15958,
      `invalid argument to ${name} stage: Expected a ${least > 0 ? 'positive' : 'non-negative'} number in: ${name}: ${String(value)}`,
    );
  return number;
};
