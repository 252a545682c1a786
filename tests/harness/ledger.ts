import { EVENT_PREFIXES } from '@lyceum/contracts';
import { EventStoreDBClient, START, type JSONRecordedEvent } from '@eventstore/db-client';

export type Data = Readonly<Record<string, unknown>>;
export interface Entry {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly revision: bigint;
  /** The commit position. */
  readonly position: bigint;
  readonly data: Data;
}

/** Every fact of the academy as the event store tells it to anybody, without a line of the product's own code. */
export async function readLedger(url: string): Promise<readonly Entry[]> {
  const client = EventStoreDBClient.connectionString(url);
  try {
    const entries: Entry[] = [];
    for await (const { event } of client.readAll({ fromPosition: START })) {
      if (!event || event.type.startsWith('$')) continue;
      const { id, type, streamId: stream, revision, position, data } = event as JSONRecordedEvent & { position: { commit: bigint } };
      entries.push({ id, type, stream, revision, position: position.commit, data: data as Data });
    }
    return entries;
  } finally {
    await client.dispose();
  }
}

/** The commit position of the academy's newest fact, which is what read models are to get to; what else is in the log concerns none of them. */
export const headOf = (ledger: readonly Entry[]): bigint =>
  ledger.findLast(({ type }) => EVENT_PREFIXES.some((prefix) => type.startsWith(prefix)))!.position;
