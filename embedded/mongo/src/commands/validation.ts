import { decode } from '../bson/decode.ts';
import { isDoc } from '../bson/values.ts';
import type { Doc } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import type { Filter } from '../query/filter.ts';
import type { Collection } from '../storage/collection.ts';
import type { Context } from './context.ts';

const compiled = new WeakMap<Doc, Filter>();

const validatorOf = (collection: Collection): Filter | undefined => {
  const source = collection.options['validator'];
  if (!isDoc(source) || Object.keys(source).length === 0) return undefined;
  let filter = compiled.get(source);
  if (!filter) compiled.set(source, (filter = compileFilter(source, { order: collection.order })));
  return filter;
};

/** Refuses (121) a document that the collection's validator does not accept, unless the command goes around it. */
export const checkValidator = (context: Context, collection: Collection, doc: Uint8Array, before?: Uint8Array): void => {
  const { options } = collection;
  if (options['validator'] === undefined || options['validationAction'] === 'warn' || options['validationLevel'] === 'off') return;
  if (context.command['bypassDocumentValidation'] === true) return;
  const filter = validatorOf(collection);
  if (!filter || filter.test(decode(doc))) return;
  if (options['validationLevel'] === 'moderate' && before && !filter.test(decode(before))) return;
  throw new ServerError('DocumentValidationFailure', 'Document failed validation', {
    errInfo: {
      failingDocumentId: decode(doc, new Set(['_id']))['_id'],
      details: { operatorName: Object.keys(filter.source)[0], schemaRulesNotSatisfied: [] },
    },
  });
};
