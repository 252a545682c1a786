import type { Doc } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Context, Handler } from './context.ts';
import type { Collection } from '../storage/collection.ts';
import type { Query } from '../query/query.ts';
export const aggregate: Handler = () => { throw new ServerError('CommandNotSupported', 'not yet'); };
export const overView = (_context: Context, _collection: Collection, _query: Query, _batchSize: number): Promise<Doc> => { throw new ServerError('CommandNotSupported', 'not yet'); };
