import { noSearch } from '../aggregate/pipeline.ts';
import type { Handler } from './context.ts';

/** The commands about search indexes, all refused. */
export const searchIndexes: Handler = ({ name }) => {
  throw noSearch(name);
};
