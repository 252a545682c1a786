import { toNumber } from '../bson/values.ts';
import type { Collection } from '../storage/collection.ts';
import type { Writer } from '../storage/writer.ts';

/** Takes the oldest documents of a capped collection away until it is within its bounds again. */
export const trimCapped = (writer: Writer, collection: Collection): void => {
  const most = toNumber(collection.options['max']) || Infinity;
  const bytes = toNumber(collection.options['size']) ?? Infinity;
  while (collection.count() > most || (collection.count() > 1 && collection.size() > bytes)) {
    const [oldest] = writer.reader.scan(collection, -1, false, 1);
    if (!oldest) return;
    writer.remove(collection, oldest);
  }
};
