import type { Document } from 'mongodb';
import type { useServer } from './server.ts';

export const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, _id) => ({
    _id,
    g: _id % 3,
    v: _id,
    s: `s${_id}`,
    at: new Date(Date.UTC(2024, _id % 12, 1 + (_id % 20))),
    tags: ['a', `b${_id % 2}`],
  }));
/** What a pipeline gives over documents in a collection of their own. */
export const overIn =
  (subject: ReturnType<typeof useServer>) =>
  async (pipeline: Document[], docs: Document[] = rowsOf(12)): Promise<Document[]> => {
    const rows = subject.collection();
    await rows.insertMany(docs as never[]);
    return rows.aggregate(pipeline).toArray();
  };
