import { Server, SET_NAME } from './server.ts';
import { DataFolderError, openStore } from './storage/store.ts';

export { DataFolderError } from './storage/store.ts';

/** Where and how a server runs. */
export interface MongoOptions {
  /** The data folder, made if missing; `:memory:` keeps nothing. */
  data: string;
  /** The port to listen on; 0 takes a free one. */
  port?: number;
  /** The address to listen on. */
  host?: string;
  /** How many bytes of changes are kept for change streams to resume from. */
  oplogBytes?: number;
  /** Hears of what an operator should know, a line at a time. */
  log?: (line: string) => void;
  /** Called when nothing can be promised any more (the disk failed); the server has to be ended. */
  onFatal?: (reason: Error) => void;
}

/** A running server. */
export interface Mongo {
  port: number;
  /** A connection string that works as it is. */
  url: string;
  close(): Promise<void>;
}

/** A port or address that cannot be listened on; the message is one line for a person. */
export class ListenError extends Error {}

const OPLOG_BYTES = 128 * 1024 * 1024;

/** Starts a server. Rejects with DataFolderError or ListenError. */
export const startMongo = async (options: MongoOptions): Promise<Mongo> => {
  const { data, port = 0, host = '127.0.0.1', oplogBytes = OPLOG_BYTES, log = () => {} } = options;
  const onFatal = options.onFatal ?? ((reason) => log(`the disk failed: ${reason.message}`));
  const store = openStore(data, { bytes: oplogBytes }, onFatal);
  const server = new Server(store, log);
  try {
    await server.listen(port, host);
  } catch (error) {
    await store.close();
    throw new ListenError(`cannot listen on ${host}:${port}: ${reasonOf(error)}`);
  }
  return {
    port: server.port,
    url: `mongodb://${server.me}/?replicaSet=${SET_NAME}&directConnection=true`,
    close: () => server.close(),
  };
};

const reasonOf = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') return 'the port is taken';
  if (code === 'EACCES') return 'that port is not allowed';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'that address is not this machine’s';
  return error instanceof Error ? error.message : String(error);
};

/** Whether an error is one that a person can mend, and whose message says how. */
export const isPlainError = (error: unknown): boolean => error instanceof DataFolderError || error instanceof ListenError;
