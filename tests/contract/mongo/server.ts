import { randomUUID } from 'node:crypto';
import { startMongo } from 'lyceum-mongo';
import { MongoClient } from 'mongodb';
import type { Collection, Db, Document, MongoClientOptions } from 'mongodb';
import { afterAll, beforeAll } from 'vitest';

/** A real server to hold to the same suite, where one is named. */
export const realUrl = process.env['MONGODB_URL'];

/** What a suite works on: a client, and a database of its own that goes when the suite has ended. */
export interface Subject {
  url: string;
  client: MongoClient;
  db: Db;
  /** A new, empty collection. */
  collection<Row extends Document = Document>(): Collection<Row>;
  /** A client of its own for a test; it is closed with the suite. */
  connect(options?: MongoClientOptions): Promise<MongoClient>;
}

/** Starts an embedded server for a suite, or goes to the real one. */
export const useServer = (): Subject => {
  const subject = {} as Subject;
  const clients: MongoClient[] = [];
  let stop = async (): Promise<void> => {};
  beforeAll(async () => {
    if (realUrl === undefined) {
      const server = await startMongo({ data: ':memory:' });
      stop = () => server.close();
      subject.url = server.url;
    } else subject.url = realUrl;
    subject.connect = async (options) => {
      const client = await new MongoClient(subject.url, options).connect();
      clients.push(client);
      return client;
    };
    subject.client = await subject.connect();
    subject.db = subject.client.db(`contract-${randomUUID().slice(0, 8)}`);
    subject.collection = <Row extends Document = Document>() => subject.db.collection<Row>(`c${randomUUID().slice(0, 8)}`);
  });
  afterAll(async () => {
    await subject.db.dropDatabase();
    await Promise.all(clients.map((client) => client.close()));
    await stop();
  });
  return subject;
};

/** What a promise was rejected with; fails where it was not. */
export const rejection = async (promise: Promise<unknown>): Promise<{ code?: number; message: string } & Record<string, unknown>> => {
  try {
    await promise;
  } catch (error) {
    return error as { message: string } & Record<string, unknown>;
  }
  throw new Error('was not refused');
};

/** The stages of a plan from `explain`, outermost first. */
export const stagesOf = (plan: Document): string[] => {
  const inner = (plan['inputStages'] as Document[] | undefined) ?? (plan['inputStage'] ? [plan['inputStage'] as Document] : []);
  return [String(plan['stage']), ...inner.flatMap(stagesOf)];
};

/** How a query is looked up: the names of the stages, and of the index where there is one. */
export const planOf = async (cursor: {
  explain(verbosity: 'queryPlanner'): Promise<Document>;
}): Promise<{ stages: string[]; index: string | undefined }> => {
  const { queryPlanner } = (await cursor.explain('queryPlanner')) as { queryPlanner: { winningPlan: Document } };
  const plan = (queryPlanner.winningPlan['queryPlan'] as Document | undefined) ?? queryPlanner.winningPlan;
  return { stages: stagesOf(plan), index: /"indexName":"([^"]*)"/.exec(JSON.stringify(plan))?.[1] };
};

/** Whether a plan goes by an index. */
export const usesIndex = (stages: string[]): boolean => stages.some((stage) => /IXSCAN|IDHACK/.test(stage)) && !stages.includes('COLLSCAN');
