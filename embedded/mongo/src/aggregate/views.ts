import type { Value } from '../bson/values.ts';
import { collectionOf } from '../commands/context.ts';
import type { Context } from '../commands/context.ts';
import { ServerError } from '../errors.ts';
import type { Namespace } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';

/** How many views may stand upon each other. */
const DEEPEST = 20;

/** The collection behind a name and the whole pipeline over it, views' own pipelines in front. */
export const resolveView = (
  context: Context,
  ns: Namespace,
  pipeline: Value[],
): { collection: Collection | undefined; pipeline: Value[] } => {
  let name = ns.name;
  let whole = pipeline;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const collection = collectionOf(context, { db: ns.db, name });
    const over = collection?.options['viewOn'];
    if (typeof over !== 'string') return { collection, pipeline: whole };
    const own = collection?.options['pipeline'];
    whole = [...(Array.isArray(own) ? own : []), ...whole];
    name = over;
  }
  throw new ServerError('GraphContainsCycle', `View depth too deep or view cycle detected: ${ns.db}.${ns.name}`);
};
