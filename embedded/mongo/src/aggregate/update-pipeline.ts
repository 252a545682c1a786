import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Variables } from './expression.ts';
/** Compiles. */
export const runUpdatePipeline = (_pipeline: Value[], _variables?: Variables): ((doc: Doc) => Doc) => {
  throw new ServerError('CommandNotSupported', 'not yet');
};
