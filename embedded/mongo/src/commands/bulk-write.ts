import { isDoc, toNumber } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { variablesOf } from '../aggregate/variables.ts';
import type { Variables } from '../aggregate/expression.ts';
import { ServerError } from '../errors.ts';
import { filterOf } from '../query/filter.ts';
import type { Namespace } from '../storage/catalog.ts';
import { allow, countOption, docOption, flag, hintOf, orderFor, turns } from './context.ts';
import type { Context, Handler } from './context.ts';
import { listSource } from './cursors.ts';
import { updateDocuments, updateRequest } from './update-documents.ts';
import { deleteDocuments, insertDocument, isOrdered, writeError } from './writes.ts';

interface Totals extends Doc {
  nErrors: number;
  nInserted: number;
  nMatched: number;
  nModified: number;
  nUpserted: number;
  nDeleted: number;
}

/** `bulkWrite`: writes of all kinds to several collections in one command. */
export const bulkWrite: Handler = async (context) => {
  allow(context, 'ops', 'nsInfo', 'ordered', 'errorsOnly', 'bypassDocumentValidation', 'let', 'cursor', 'bypassEmptyTsReplacement');
  const { command } = context;
  const { ops } = command;
  if (!Array.isArray(ops) || ops.length === 0 || ops.length > 100_000)
    throw new ServerError('InvalidLength', 'Write batch sizes must be between 1 and 100000.');
  const namespaces = namespacesOf(command['nsInfo']);
  const variables = variablesOf(command['let']);
  const totals: Totals = { nErrors: 0, nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
  const results: Doc[] = [];
  const ordered = isOrdered(command['ordered']);
  const turn = turns(context);
  for (const [idx, op] of ops.entries()) {
    const others = turn();
    if (others) await others;
    try {
      if (!isDoc(op)) throw new ServerError('TypeMismatch', 'bulkWrite.ops must hold objects');
      const written = run(context, op, namespaces, variables, totals);
      const result = written instanceof Promise ? await written : written;
      if (!flag(command, 'errorsOnly')) results.push({ ok: 1, idx, ...result });
    } catch (error) {
      const { index, ...rest } = writeError(context, idx, error);
      totals.nErrors++;
      results.push({ ok: 0, idx: index, ...rest, n: 0 });
      if (ordered) break;
    }
  }
  const batchSize = countOption(docOption(command, 'cursor') ?? {}, 'batchSize') ?? Infinity;
  return { ...(await context.server.cursors.open(context, 'admin.$cmd.bulkWrite', listSource(results), batchSize)), ...totals };
};

const namespacesOf = (value: Value): Namespace[] => {
  if (!Array.isArray(value)) throw new ServerError(40414, "BSON field 'bulkWrite.nsInfo' is missing but a required field");
  return value.map((info) => {
    const ns = isDoc(info) ? info['ns'] : undefined;
    if (typeof ns !== 'string' || !ns.includes('.'))
      throw new ServerError('InvalidNamespace', `Invalid namespace specified '${String(ns)}'`);
    return { db: ns.slice(0, ns.indexOf('.')), name: ns.slice(ns.indexOf('.') + 1) };
  });
};

const KINDS = ['insert', 'update', 'delete'] as const;
const OPTIONS: Record<(typeof KINDS)[number], ReadonlySet<string>> = {
  insert: new Set(['insert', 'document']),
  update: new Set(['update', 'filter', 'updateMods', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation', 'constants', 'sort']),
  delete: new Set(['delete', 'filter', 'multi', 'hint', 'collation']),
};

/** Does one of the writes; an insert at once, where nothing is in its way. */
const run = (context: Context, op: Doc, namespaces: Namespace[], variables: Variables | undefined, totals: Totals): Doc | Promise<Doc> => {
  const kind = KINDS.find((name) => op[name] !== undefined);
  if (!kind) throw new ServerError('FailedToParse', 'a bulkWrite op must be an insert, an update or a delete');
  for (const name of Object.keys(op))
    if (!OPTIONS[kind].has(name)) throw new ServerError('Location40415', `BSON field '${kind}.${name}' is an unknown field.`);
  const ns = namespaces[toNumber(op[kind]) ?? -1];
  if (!ns) throw new ServerError('BadValue', `BulkWrite ops entry ${kind} has an invalid nsInfo index`);
  if (kind === 'insert') {
    const inserted = (): Doc => {
      totals.nInserted++;
      return { n: 1 };
    };
    return insertDocument(context, ns, op['document'])?.then(inserted) ?? inserted();
  }
  return change(context, op, kind, ns, variables, totals);
};

const change = async (
  context: Context,
  op: Doc,
  kind: 'update' | 'delete',
  ns: Namespace,
  variables: Variables | undefined,
  totals: Totals,
): Promise<Doc> => {
  const multi = flag(op, 'multi');
  const order = orderFor(context, ns, op['collation']);
  if (kind === 'delete') {
    const { n } = await deleteDocuments(context, ns, {
      filter: filterOf(op['filter'], { variables, order }),
      multi,
      hint: hintOf(op['hint']),
      sort: undefined,
    });
    totals.nDeleted += n;
    return { n };
  }
  const { filter, updateMods, arrayFilters, sort, hint, constants } = op;
  const request = updateRequest(
    { filter, update: updateMods, arrayFilters, sort, hint, order, constants },
    flag(op, 'upsert'),
    multi,
    variables,
  );
  const outcome = await updateDocuments(context, ns, request);
  totals.nMatched += outcome.matched;
  totals.nModified += outcome.modified;
  if (outcome.upserted === undefined) return { n: outcome.matched, nModified: outcome.modified };
  totals.nUpserted++;
  return { n: 1, nModified: 0, upserted: { _id: outcome.upserted } };
};
