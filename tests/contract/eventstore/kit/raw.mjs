// The protocol itself: calls through the generated stubs which report status, details, trailers and messages as they came.
import { randomUUID } from 'node:crypto';
import { describe, status } from './describe.mjs';
import { Journal } from './journal.mjs';
import { generated, grpc, protobuf } from './packages.mjs';

const shared = generated('shared_pb');
const streams = generated('streams_pb');
const persistent = generated('persistent_pb');
const { Options: ReadOptions } = streams.ReadReq;

/** Builds a message: a list becomes a repeated field, a plain object a map, anything else is set as it is. */
export const make = (Type, fields = {}) => {
  const message = new Type();
  for (const [name, value] of Object.entries(fields)) {
    const field = name[0].toUpperCase() + name.slice(1);
    if (value === undefined || value === null) continue;
    if (Array.isArray(value)) message[`set${field}List`](value);
    else if (value.constructor === Object) for (const [key, item] of Object.entries(value)) message[`get${field}Map`]().set(key, item);
    else message[`set${field}`](value);
  }
  return message;
};

export const empty = () => new shared.Empty();
const googleEmpty = () => new (protobuf('empty').Empty)();
export const identifier = (name) => make(shared.StreamIdentifier, { streamName: Buffer.from(name) });
export const uuid = (id) => make(shared.UUID, { string: id });

/** `any`, `no_stream`, `stream_exists`, a revision, or `unset`, as the field that says it. */
const expectation = (expected, revisionField, nothing = empty) => {
  if (expected === 'unset') return {};
  const field = { any: 'any', no_stream: 'noStream', stream_exists: 'streamExists' }[expected];
  return field ? { [field]: nothing() } : { [revisionField]: String(expected) };
};

const proposed =
  (Type) =>
  ({ id = randomUUID(), type = 'fact', contentType = 'application/json', data = '{}', metadata = '' } = {}) =>
    make(Type, {
      id: id && uuid(id),
      metadata: Object.fromEntries(
        [
          ['type', type],
          ['content-type', contentType],
        ].filter(([, value]) => value !== null),
      ),
      data: Buffer.from(data),
      customMetadata: Buffer.from(metadata),
    });

const filter = (Type, { on = 'streamIdentifier', prefixes, regex, max, multiplier = 1 }) =>
  make(Type, {
    [on]: make(Type.Expression, { prefix: prefixes, regex }),
    ...(max === undefined ? { count: empty() } : { max }),
    checkpointintervalmultiplier: multiplier,
  });

const allFrom = (Position, from) =>
  typeof from === 'string'
    ? { [from]: empty() }
    : { position: make(Position, { commitPosition: String(from.commit), preparePosition: String(from.prepare) }) };
const streamFrom = (from) => (['start', 'end'].includes(from) ? { [from]: empty() } : from === 'unset' ? {} : { revision: String(from) });

const readRequest = ({
  stream,
  from = 'start',
  backwards = false,
  count,
  links = false,
  filter: wanted,
  uuids = 'string',
  compatibility,
}) =>
  make(streams.ReadReq, {
    options: make(ReadOptions, {
      ...(stream === undefined
        ? { all: make(ReadOptions.AllOptions, allFrom(ReadOptions.Position, from)) }
        : { stream: make(ReadOptions.StreamOptions, { streamIdentifier: identifier(stream), ...streamFrom(from) }) }),
      readDirection: backwards ? 1 : 0,
      resolveLinks: links,
      ...(count === undefined ? { subscription: make(ReadOptions.SubscriptionOptions) } : { count: String(count) }),
      ...(wanted ? { filter: filter(ReadOptions.FilterOptions, wanted) } : { noFilter: empty() }),
      ...(uuids && { uuidOption: make(ReadOptions.UUIDOption, { [uuids]: empty() }) }),
      ...(compatibility && { controlOption: make(ReadOptions.ControlOption, { compatibility }) }),
    }),
  });

const metadata = (headers) => grpc.Metadata.fromHttp2Headers(headers);

/** Follows the answers of a call. `ended` resolves to how the call ended. */
class Call extends Journal {
  constructor(call, show = describe) {
    super();
    this.call = call;
    call.on('data', (answer) => this.write(show(answer)));
    call.on('error', () => {});
    this.ended = new Promise((resolve) => call.on('status', (end) => resolve(status(end))));
  }
  /** Cancels, and gives what had come. */
  stop() {
    this.call.cancel();
    return this.entries;
  }
  /** What came until the server ended the call, and how it ended it. */
  async all() {
    const end = await this.ended;
    return { messages: this.entries, ...end };
  }
}

export const connect = (address) => {
  const open = (name, service) => new (generated(`${name}_grpc_pb`)[`${service}Client`])(address, grpc.credentials.createInsecure());
  const clients = {
    streams: open('streams', 'Streams'),
    persistent: open('persistent', 'PersistentSubscriptions'),
    features: open('serverfeatures', 'ServerFeatures'),
    gossip: open('gossip', 'Gossip'),
    operations: open('operations', 'Operations'),
    projections: open('projections', 'Projections'),
  };
  const soon = (seconds = 5) => new Date(Date.now() + seconds * 1000);
  const options = (given) => ({ deadline: soon(), ...given });

  const unary = (service, method, request, { headers = {}, ...given } = {}) =>
    new Promise((resolve) => {
      let answer;
      const call = clients[service][method](request, metadata(headers), options(given), (_, message) => (answer = message));
      call.on('status', (end) => resolve({ ...status(end), ...(answer && { message: describe(answer) }) }));
    });

  /** A client-streaming Append of ready-made requests. */
  const appendRequests = (requests, { headers = {}, ...given } = {}) =>
    new Promise((resolve) => {
      let answer;
      const call = clients.streams.append(metadata(headers), options(given), (_, message) => (answer = message));
      call.on('status', (end) => resolve({ ...status(end), ...(answer && { message: describe(answer) }) }));
      call.on('error', () => {});
      for (const request of requests) call.write(request);
      call.end();
    });

  const appendRequest = {
    options: (stream, expected) =>
      make(streams.AppendReq, {
        options: make(streams.AppendReq.Options, {
          ...(stream !== null && { streamIdentifier: identifier(stream) }),
          ...expectation(expected, 'revision'),
        }),
      }),
    event: (event) => make(streams.AppendReq, { proposedMessage: proposed(streams.AppendReq.ProposedMessage)(event) }),
  };

  const removal = (Type, method) => (stream, expected, given) =>
    unary(
      'streams',
      method,
      make(Type, { options: make(Type.Options, { streamIdentifier: identifier(stream), ...expectation(expected, 'revision') }) }),
      given,
    );

  const batchRequest = ({
    id = randomUUID(),
    stream,
    expected = 'any',
    events = [],
    final = true,
    deadline,
    options: withOptions = true,
  }) =>
    make(streams.BatchAppendReq, {
      correlationId: id && uuid(id),
      ...(withOptions && {
        options: make(streams.BatchAppendReq.Options, {
          ...(stream !== undefined && { streamIdentifier: identifier(stream) }),
          ...expectation(expected, 'streamPosition', googleEmpty),
          ...(deadline && { deadline: protobuf('timestamp').Timestamp.fromDate(deadline) }),
        }),
      }),
      proposedMessages: events.map(proposed(streams.BatchAppendReq.ProposedMessage)),
      isFinal: final,
    });

  /** A BatchAppend call kept open: `send` adds a request, the journal holds the answers. */
  const batch = ({ headers = {} } = {}) => {
    const call = clients.streams.batchAppend(metadata(headers), { deadline: soon(10) });
    return Object.assign(new Call(call), {
      send: (request) => void call.write(batchRequest(request)),
      end: () => void call.end(),
    });
  };

  return {
    make,
    empty,
    identifier,
    uuid,
    generated,
    unary,
    appendRequests,
    appendRequest,
    batch,
    append: (stream, expected, events = [{}], given) =>
      appendRequests([appendRequest.options(stream, expected), ...events.map(appendRequest.event)], given),
    /** One BatchAppend request on a call of its own: its only answer. */
    batchAppend: async (stream, expected, events = [{}], given) => {
      const call = batch();
      call.send({ stream, expected, events, ...given });
      await call.until(1);
      return call.stop()[0];
    },
    delete: removal(streams.DeleteReq, 'delete'),
    tombstone: removal(streams.TombstoneReq, 'tombstone'),
    /** A read to its end. */
    read: (request, { headers = {}, ...given } = {}) =>
      new Call(clients.streams.read(readRequest(request), metadata(headers), options(given)), request.show).all(),
    readRequest: (request) => new Call(clients.streams.read(request, options())).all(),
    /** A read without count: a subscription which the scenario stops. */
    subscribe: (request) => new Call(clients.streams.read(readRequest(request)), request.show),
    /** A call to any path with any bytes. */
    path: (path, bytes = Buffer.alloc(0)) =>
      new Promise((resolve) => {
        let answer;
        const call = clients.streams.makeUnaryRequest(
          path,
          (given) => given,
          (given) => given,
          bytes,
          (_, message) => (answer = message),
        );
        call.on('status', (end) => resolve({ ...status(end), ...(answer && { bytes: answer.length }) }));
      }),
    /** A raw persistent subscription: the options are sent, the caller acknowledges. */
    consume: (stream, group, { buffer = 10, uuids = 'string' } = {}) => {
      const { Options, Ack, Nack } = persistent.ReadReq;
      const call = clients.persistent.read({ deadline: soon(15) });
      call.write(
        make(persistent.ReadReq, {
          options: make(Options, {
            ...(stream === undefined ? { all: empty() } : { streamIdentifier: identifier(stream) }),
            groupName: group,
            bufferSize: buffer,
            uuidOption: make(Options.UUIDOption, { [uuids]: empty() }),
          }),
        }),
      );
      return Object.assign(new Call(call), {
        ack: (...ids) => call.write(make(persistent.ReadReq, { ack: make(Ack, { ids: ids.map(uuid) }) })),
        nack: (action, reason, ...ids) =>
          call.write(make(persistent.ReadReq, { nack: make(Nack, { ids: ids.map(uuid), action: Nack.Action[action], reason }) })),
        end: () => call.end(),
      });
    },
    close: () => Object.values(clients).forEach((one) => one.close()),
  };
};
