import type { Doc } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import type { Variables } from './expression.ts';
/** . */
export const perDocument = (stages: Doc[], _variables?: Variables): ((doc: Doc) => Doc | undefined) => {
  const filters = stages.map((stage) => { if (!('$match' in stage)) throw new ServerError('CommandNotSupported', 'not yet'); return compileFilter(stage['$match'] as Doc); });
  return (doc) => (filters.every((f) => f.test(doc)) ? doc : undefined);
};
