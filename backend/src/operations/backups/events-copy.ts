import { EventsCopy } from '@lyceum/contracts';
import { EventStoreUnavailable } from '@lyceum/stores';
import { z } from 'zod';
import { Refused } from '../../deciding/refused.ts';

/** The node answers so far as it is the one that the academy brings along; any other knows nothing of this. */
const PATH = '/admin/backup';
/** A log of some gigabytes takes minutes. */
const PATIENCE = 600_000;
const Place = z.object({ folder: z.string() });

/** Where the event store keeps its events. @throws Refused where it is not the one that the academy brings along, EventStoreUnavailable */
export const eventsFolder = async (url: string): Promise<string> => (await ask(url, 'GET', Place)).folder;

/** Has all events copied into one file beside them, while events are written. @throws Refused, EventStoreUnavailable */
export const copyEvents = (url: string): Promise<EventsCopy> => ask(url, 'POST', EventsCopy);

async function ask<Schema extends z.ZodType>(url: string, method: 'GET' | 'POST', schema: Schema): Promise<z.infer<Schema>> {
  const { protocol, host, searchParams } = new URL(url);
  // Only a single node without TLS can be it.
  if (protocol !== 'esdb:' || searchParams.get('tls') !== 'false' || host.includes(','))
    throw new Refused({ code: 'store-backs-up-itself' });
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`http://${host}${PATH}`, { method, headers, signal: AbortSignal.timeout(PATIENCE) }).catch(
    (cause: unknown) => {
      throw new EventStoreUnavailable('The event store does not answer', { cause });
    },
  );
  const body: unknown = await answer.json().catch(() => null);
  if (answer.status >= 500) throw new EventStoreUnavailable(`The event store could not be copied: ${JSON.stringify(body)}`);
  const { success, data } = schema.safeParse(body);
  if (!answer.ok || !success) throw new Refused({ code: 'store-backs-up-itself' });
  return data;
}
