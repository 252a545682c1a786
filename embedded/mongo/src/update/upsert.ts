import { isDoc } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { isOperatorDoc } from '../query/predicates.ts';
import { regexOf } from '../query/regex.ts';
import { Place } from './places.ts';

/** The document that an upsert starts from: what the filter says fields are equal to. */
export const documentFromFilter = (filter: Doc): Doc => {
  const doc: Doc = {};
  collect(filter, doc);
  return doc;
};

const collect = (filter: Doc, doc: Doc): void => {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(value)) for (const part of value) collect(part as Doc, doc);
    else if (name === '$or' && Array.isArray(value) && value.length === 1) collect(value[0] as Doc, doc);
    else if (!name.startsWith('$')) {
      const equal = equalTo(value);
      if (equal.known) put(doc, name, equal.value);
    }
  }
};

const put = (doc: Doc, name: string, value: Value): void => {
  const place = new Place(doc, name.split('.'));
  if (place.get() !== undefined) throw new ServerError(54, `cannot infer query fields to set, path '${name}' is matched twice`);
  place.set(value);
};

const equalTo = (value: Value): { known: boolean; value: Value } => {
  if (!isOperatorDoc(value)) return { known: !regexOf(value), value };
  if ('$eq' in value) return { known: true, value: value['$eq'] };
  const list = value['$all'] ?? value['$in'];
  if (Array.isArray(list) && list.length === 1 && !isDoc(list[0])) return { known: !regexOf(list[0]), value: list[0] };
  return { known: false, value: undefined };
};
