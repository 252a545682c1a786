import { isDoc } from '../bson/values.ts';
import type { Doc } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Context, Handler } from './context.ts';
import type { Collection } from '../storage/collection.ts';
import type { Query } from '../query/query.ts';
import { ChangeStream } from '../streams/change-stream.ts';
export const aggregate: Handler = (context) => {
  const { command, db } = context;
  const p = command['pipeline'] as Doc[];
  const whole = command['aggregate'] === 1;
  const spec = p[0]?.['$changeStream'];
  if (isDoc(spec)) {
    const stream = new ChangeStream(context.server, whole ? { db: spec['allChangesForCluster'] === true ? undefined : db, coll: undefined } : { db, coll: String(command['aggregate']) }, spec, p.slice(1), undefined);
    return context.server.cursors.open(context, whole ? `${db}.$cmd.aggregate` : `${db}.${String(command['aggregate'])}`, stream, 101);
  }
  throw new ServerError('CommandNotSupported', 'not yet');
};
export const overView = (_context: Context, _collection: Collection, _query: Query, _batchSize: number): Promise<Doc> => { throw new ServerError('CommandNotSupported', 'not yet'); };
