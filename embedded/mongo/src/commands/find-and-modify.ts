import { decode } from '../bson/decode.ts';
import { isDoc } from '../bson/values.ts';
import type { Value } from '../bson/values.ts';
import type { StageScope } from '../aggregate/stages.ts';
import { variablesOf } from '../aggregate/variables.ts';
import { ServerError } from '../errors.ts';
import { filterOf } from '../query/filter.ts';
import { compileProjection } from '../query/projection.ts';
import { matchedIn } from '../query/query.ts';
import { sortOf } from '../query/sort.ts';
import { allow, flag, hintOf, namespaceOf, orderFor } from './context.ts';
import type { Handler } from './context.ts';
import { updateDocuments, updateRequest } from './update-documents.ts';
import { deleteDocuments } from './writes.ts';

/** `findAndModify`. */
export const findAndModify: Handler = async (context) => {
  allow(
    context,
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'collation',
    'arrayFilters',
    'hint',
    'let',
    'bypassEmptyTsReplacement',
  );
  const { command } = context;
  const ns = namespaceOf(context);
  const variables = variablesOf(command['let']);
  const order = orderFor(context, ns);
  const projected = projectionOf(command['fields'], command['query'], { variables: variables ?? {}, order });
  if (flag(command, 'remove')) {
    if (command['update'] !== undefined) throw new ServerError('FailedToParse', 'Cannot specify both an update and remove=true');
    if (flag(command, 'upsert')) throw new ServerError('FailedToParse', 'Cannot specify both upsert=true and remove=true');
    if (flag(command, 'new'))
      throw new ServerError('FailedToParse', "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document");
    const request = {
      filter: filterOf(command['query'], { variables, order }),
      sort: sortOf(command['sort']),
      hint: hintOf(command['hint']),
      multi: false,
    };
    const { n, removed } = await deleteDocuments(context, ns, request);
    return { lastErrorObject: { n }, value: removed ? projected(removed) : null };
  }
  if (command['update'] === undefined) throw new ServerError('FailedToParse', 'Either an update or remove=true must be specified');
  const { query, update, arrayFilters, sort, hint } = command;
  const request = updateRequest({ filter: query, update, arrayFilters, sort, hint, order }, flag(command, 'upsert'), false, variables);
  const outcome = await updateDocuments(context, ns, request);
  const inserted = outcome.upserted !== undefined;
  const chosen = flag(command, 'new') ? outcome.after : outcome.before;
  return {
    lastErrorObject: {
      n: outcome.matched + (inserted ? 1 : 0),
      updatedExisting: outcome.matched > 0,
      ...(inserted ? { upserted: outcome.upserted } : {}),
    },
    value: chosen ? projected(chosen) : null,
  };
};

const projectionOf = (fields: Value, query: Value, scope: StageScope): ((bytes: Uint8Array) => Value) => {
  if (fields === undefined || fields === null) return (bytes) => bytes;
  if (!isDoc(fields)) throw new ServerError('TypeMismatch', "BSON field 'findAndModify.fields' is the wrong type, expected type 'object'");
  if (Object.keys(fields).length === 0) return (bytes) => bytes;
  const projection = compileProjection(fields, scope.order);
  const filter = filterOf(query, scope);
  return (bytes) => {
    const doc = decode(bytes);
    return projection.apply(doc, projection.positional ? matchedIn(filter, doc) : undefined, scope.variables);
  };
};
