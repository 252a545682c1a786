import { isDoc } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { variablesOf } from '../aggregate/variables.ts';
import { ServerError } from '../errors.ts';
import { filterOf } from '../query/filter.ts';
import { allow, flag, hintOf, namespaceOf, orderFor, turns } from './context.ts';
import type { Context, Handler } from './context.ts';
import { updateDocuments, updateRequest } from './update-documents.ts';
import { deleteDocuments, deleteLimit, insertDocument, isOrdered, writeError } from './writes.ts';

/** How many writes a command may carry (the announced `maxWriteBatchSize`). */
const MAX_WRITES = 100_000;

const listOf = (context: Context, name: string): Value[] => {
  const list = context.command[name];
  if (!Array.isArray(list))
    throw new ServerError(
      list === undefined ? 40414 : 'TypeMismatch',
      `BSON field '${context.name}.${name}' is missing but a required field`,
    );
  if (list.length === 0 || list.length > MAX_WRITES)
    throw new ServerError('InvalidLength', `Write batch sizes must be between 1 and ${MAX_WRITES}. Got ${list.length} operations.`);
  return list;
};

const statement = (value: Value, context: Context, known: readonly string[]): Doc => {
  if (!isDoc(value)) throw new ServerError('TypeMismatch', `BSON field '${context.name}' holds something other than objects`);
  for (const name of Object.keys(value))
    if (!known.includes(name)) throw new ServerError('Location40415', `BSON field '${context.name}.${name}' is an unknown field.`);
  return value;
};

const withErrors = (writeErrors: Doc[]): Doc => (writeErrors.length > 0 ? { writeErrors } : {});

/** `insert`. */
export const insert: Handler = async (context) => {
  allow(context, 'documents', 'ordered', 'bypassDocumentValidation', 'bypassEmptyTsReplacement');
  const ns = namespaceOf(context);
  const ordered = isOrdered(context.command['ordered']);
  const writeErrors: Doc[] = [];
  const turn = turns(context);
  let n = 0;
  for (const [index, document] of listOf(context, 'documents').entries()) {
    const others = turn();
    if (others) await others;
    try {
      const waits = insertDocument(context, ns, document);
      if (waits) await waits;
      n++;
    } catch (error) {
      writeErrors.push(writeError(context, index, error));
      if (ordered) break;
    }
  }
  return { n, ...withErrors(writeErrors) };
};

const UPDATE_FIELDS = ['q', 'u', 'c', 'upsert', 'multi', 'arrayFilters', 'hint', 'collation', 'sort'];

/** `update`. */
export const update: Handler = async (context) => {
  allow(context, 'updates', 'ordered', 'bypassDocumentValidation', 'let', 'bypassEmptyTsReplacement');
  const ns = namespaceOf(context);
  const ordered = isOrdered(context.command['ordered']);
  const variables = variablesOf(context.command['let']);
  const writeErrors: Doc[] = [];
  const upserted: Doc[] = [];
  let n = 0;
  let nModified = 0;
  for (const [index, value] of listOf(context, 'updates').entries()) {
    const { q, u, c, arrayFilters, hint, collation, sort, ...flags } = statement(value, context, UPDATE_FIELDS);
    try {
      const request = updateRequest(
        { filter: q, update: u, arrayFilters, sort, hint, order: orderFor(context, ns, collation), constants: c },
        flag(flags, 'upsert'),
        flag(flags, 'multi'),
        variables,
      );
      const outcome = await updateDocuments(context, ns, request);
      n += outcome.matched;
      nModified += outcome.modified;
      if (outcome.upserted !== undefined) {
        upserted.push({ index, _id: outcome.upserted });
        n++;
      }
    } catch (error) {
      writeErrors.push(writeError(context, index, error));
      if (ordered) break;
    }
  }
  return { n, nModified, ...(upserted.length > 0 ? { upserted } : {}), ...withErrors(writeErrors) };
};

/** `delete`. */
export const remove: Handler = async (context) => {
  allow(context, 'deletes', 'ordered', 'let');
  const ns = namespaceOf(context);
  const ordered = isOrdered(context.command['ordered']);
  const variables = variablesOf(context.command['let']);
  const writeErrors: Doc[] = [];
  let n = 0;
  for (const [index, value] of listOf(context, 'deletes').entries()) {
    const one = statement(value, context, ['q', 'limit', 'hint', 'collation']);
    try {
      const request = {
        filter: filterOf(one['q'], { variables, order: orderFor(context, ns, one['collation']) }),
        multi: deleteLimit(one['limit']),
        hint: hintOf(one['hint']),
        sort: undefined,
      };
      n += (await deleteDocuments(context, ns, request)).n;
    } catch (error) {
      writeErrors.push(writeError(context, index, error));
      if (ordered) break;
    }
  }
  return { n, ...withErrors(writeErrors) };
};
