import { ANY, ErrorType, EventStoreDBClient, isCommandError } from '@eventstore/db-client';
import grpc, { type StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { callFailure } from './failures.ts';
import { answerOf, type Answer } from './raw.ts';
import { EventStoreUnavailable } from './types.ts';

/** Kinds of failure that say that the server is away. */
const AWAY = new Set([ErrorType.UNAVAILABLE, ErrorType.TIMEOUT, ErrorType.DEADLINE_EXCEEDED, ErrorType.CANCELLED]);

/** The call that carries appends and their answers, both ways. */
export type BatchCall = ReturnType<StreamsClient['batchAppend']>;
/** The call that carries the events of a read or a subscription. */
export type ReadCall = ReturnType<typeof readCall>;

type CallArguments = Parameters<StreamsClient['batchAppend']>;

/**
 * What the official client has for its own methods and keeps protected: its connection, with discovery, credentials and reconnection.
 * The calls on it are made here, because the client's own append shares one table of answers between all connections of a process (an answer
 * that comes late ends the process; one stream's error rejects another's append) and has no way to wait for a checkpoint in its order.
 */
interface Connection {
  GRPCStreamCreator<Call>(client: typeof StreamsClient, name: string, create: (client: StreamsClient) => Call): () => Promise<Call>;
  readonly capabilities: Promise<{ readonly serverVersion: string }>;
  callArguments(options: object, callOptions: { deadline: number }): [NonNullable<CallArguments[0]>, CallArguments[1]];
}

/** One connection to an event store. */
export class Transport {
  readonly #client: EventStoreDBClient;
  readonly #connection: Connection;

  constructor(url: string) {
    this.#client = EventStoreDBClient.connectionString(url);
    this.#connection = this.#client as unknown as Connection;
  }

  /** Opens a call for appends. Whatever ends it ends it for all appends on it. */
  batchAppend(): Promise<BatchCall> {
    const metadata = this.#arguments();
    return this.#connection.GRPCStreamCreator(grpc.StreamsClient, 'append', (client) => client.batchAppend(...metadata))();
  }

  /** Begins a read or a subscription. */
  read(request: ReadReq): Promise<ReadCall> {
    const metadata = this.#arguments();
    return this.#connection.GRPCStreamCreator(grpc.StreamsClient, 'read', (client) => readCall(client, request, metadata))();
  }

  /** Deletes a stream for ever; one that is deleted stays so. @throws EventStoreUnavailable */
  async tombstone(stream: string): Promise<void> {
    try {
      await this.#client.tombstoneStream(stream, { expectedRevision: ANY });
    } catch (error) {
      if (!(error instanceof Error && isCommandError(error))) throw error;
      if (error.type === ErrorType.STREAM_DELETED) return;
      if (AWAY.has(error.type)) throw new EventStoreUnavailable(`${stream} could not be deleted: ${error.message}`, { cause: error });
      throw error;
    }
  }

  /** Which version the server says that it is. @throws EventStoreUnavailable */
  async version(): Promise<string> {
    try {
      return (await this.#connection.capabilities).serverVersion;
    } catch (error) {
      throw callFailure(error);
    }
  }

  /** Ends all calls. */
  close(): Promise<void> {
    return this.#client.dispose();
  }

  #arguments() {
    return this.#connection.callArguments({}, { deadline: Infinity });
  }
}

/** As the generated client makes it, but for how answers are read. */
const readCall = (client: StreamsClient, request: ReadReq, [metadata, options]: ReturnType<Connection['callArguments']>) => {
  const { path, requestSerialize } = grpc.StreamsService.read;
  return client.makeServerStreamRequest<ReadReq, Answer>(path, requestSerialize, answerOf, request, metadata, options);
};
