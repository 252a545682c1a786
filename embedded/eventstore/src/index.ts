import { GrpcServer } from './grpc/server.ts';
import { Groups } from './persistent/groups.ts';
import { Projections } from './projections/projections.ts';
import { backup } from './services/backup.ts';
import { plain, routes } from './services/routes.ts';
import { EventStore } from './storage/event-store.ts';

export { DataFolderError } from './storage/database.ts';

export type EventStoreOptions = {
  /** The folder which holds the events, made if it is missing; `:memory:` keeps them as long as the node runs. */
  readonly data: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on; only this machine (127.0.0.1) unless told otherwise. */
  readonly host?: string;
  /**
   * The standard projections ($by_category, $by_event_type, $streams, $stream_by_category, $by_correlation_id): none of them
   * unless told otherwise; or there, each running if a client enabled it; or all running.
   */
  readonly projections?: 'none' | 'there' | 'running';
};

/** A running node. */
export type EventStoreNode = {
  readonly port: number;
  /** Connection string for clients of EventStoreDB. */
  readonly url: string;
  /** Ends every call, writes what waits, and lets go of the data folder. */
  close(): Promise<void>;
};

/**
 * Starts a node.
 * @throws DataFolderError when the data folder cannot be used; the system's own error when the port cannot
 */
export const startEventStore = async ({
  data,
  port,
  host = '127.0.0.1',
  projections = 'none',
}: EventStoreOptions): Promise<EventStoreNode> => {
  const store = new EventStore(data);
  const groups = new Groups(store);
  const standard = projections === 'none' ? undefined : new Projections(store, projections === 'running');
  const others = plain(store);
  const server = new GrpcServer(routes(store, groups, standard), (request, response) => {
    if (!backup(store, request, response)) others(request, response);
  });
  const closeStore = () => {
    groups.close();
    standard?.close();
    store.close();
  };
  try {
    const bound = await server.listen(port, host);
    return {
      port: bound,
      url: `esdb://${host.includes(':') ? `[${host}]` : host}:${bound}?tls=false`,
      close: async () => {
        store.writer.drain();
        // Consumers are told what became of their group before the connections are cut.
        groups.close();
        await server.close();
        closeStore();
      },
    };
  } catch (error) {
    closeStore();
    throw error;
  }
};
