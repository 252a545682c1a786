import type { CarriedEvent, CarriedIn, CarriedPage, DeletedStreams } from '@lyceum/contracts';
import { Failure } from '../../bootstrap/failure.mjs';
import type { Academy } from '../academy.ts';
import type { Call } from '../command.ts';

/** A log that events are taken from or to: that of an academy by its API, or a store by its connection string. */
export interface Store {
  /** The mark of the root secret; null where that is not known. */
  secret(): Promise<string | null>;
  page(after: string | null, prefix: string): Promise<Pick<CarriedPage, 'items' | 'next'>>;
  deleted(): Promise<readonly string[]>;
  /** @param secret The mark of the secret with which the events were sealed. @throws Failure where the store differs */
  write(items: readonly CarriedEvent[], secret: string | null): Promise<CarriedIn>;
  bury(streams: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

const PATH = '/api/operations/log';

/** The store that `--store` names, else the academy's. @throws Failure */
export const storeOf = async (call: Call): Promise<Store> =>
  call.flags.store === undefined ? byApi(call.academy) : direct(call.flags.store);

function byApi(academy: Academy): Store {
  return {
    // The end of the log has the mark as well, and nothing to read.
    secret: async () => (await academy.get<CarriedPage>(PATH, { after: '9223372036854775806' })).secret,
    page: (after, prefix) => academy.get<CarriedPage>(PATH, { after: after ?? undefined, prefix }),
    deleted: async () => (await academy.get<DeletedStreams>(`${PATH}/deleted`)).streams,
    write: (items, mark) => academy.post<CarriedIn>(PATH, { items, secret: mark }),
    bury: async (streams) => void (await academy.post(`${PATH}/deleted`, { streams })),
    close: async () => {},
  };
}

/** Past the academy, which must not run on it meanwhile: automations would act on what comes in. */
async function direct(url: string): Promise<Store> {
  const { openCarrier, StoresDiffer } = await import('@lyceum/stores').catch((error: unknown) => {
    throw new Failure(`The program is not built (${(error as Error).message})`, 'Start it once with npm start, or: npm run build');
  });
  const { carrier, close } = opened(() => openCarrier(url), url);
  return {
    secret: async () => null,
    page: (after, prefix) => carrier.page(after, prefix),
    deleted: () => carrier.deleted(),
    write: (items) =>
      carrier.write(items).catch((error: unknown) => {
        if (error instanceof StoresDiffer)
          throw new Failure(`The store differs at ${error.message}`, 'It has another history: take another one');
        throw error;
      }),
    bury: async (streams) => void (await carrier.bury(streams)),
    close,
  };
}

function opened<T>(open: () => T, url: string): T {
  try {
    return open();
  } catch (error) {
    throw new Failure(`${url} is no connection string (${(error as Error).message})`, 'It is as esdb://127.0.0.1:2113?tls=false', 2);
  }
}
