import type { Call } from '../grpc/call.ts';
import { readReadRequest } from '../protocol/read-request.ts';
import { readAll } from '../reading/read-all.ts';
import { readStream } from '../reading/read-stream.ts';
import { subscribeToAll } from '../reading/subscribe-all.ts';
import { subscribeToStream } from '../reading/subscribe-stream.ts';
import type { EventStore } from '../storage/event-store.ts';

/** Streams.Read: a stream or $all, once or followed. */
export const read = (store: EventStore, call: Call): void =>
  call.receiveOne((message) => {
    const request = readReadRequest(message);
    const { source, count } = request;
    if ('all' in source) {
      if (count === undefined) subscribeToAll(store, call, source.from, request);
      else readAll(store, call, source.from, request);
    } else if (count === undefined) subscribeToStream(store, call, source.stream, source.from, request);
    else readStream(store, call, source.stream, source.from, request);
  });
