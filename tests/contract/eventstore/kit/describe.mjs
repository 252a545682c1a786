// Turns what a server or the client said into plain JSON, leaving nothing observable out.
import { generated, grpc } from './packages.mjs';

const shared = generated('shared_pb');
const LONG = 300;

/** Bytes as text where they are text; a long text by its length, its ends and nothing else. */
export const text = (bytes) => {
  const buffer = Buffer.from(bytes);
  const utf8 = buffer.toString('utf8');
  return shorten(Buffer.from(utf8).equals(buffer) ? utf8 : `base64:${buffer.toString('base64')}`);
};

const shorten = (string) => (string.length > LONG ? `${string.slice(0, 24)}…${string.slice(-24)} (${string.length} characters)` : string);

const uuid = (message) => {
  if (message.hasString()) return message.getString();
  if (!message.hasStructured()) return 'unset';
  const structured = message.getStructured();
  const half = (value) => BigInt.asUintN(64, BigInt(value)).toString(16).padStart(16, '0');
  const hex = half(structured.getMostSignificantBits()) + half(structured.getLeastSignificantBits());
  return 'structured ' + hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
};

/** google.protobuf.Any as { typeUrl, ...fields of the message }. */
const any = (message) => {
  const typeUrl = message.getTypeUrl();
  const Type = shared[typeUrl.split('.').at(-1)];
  const known = typeUrl.includes('event_store.client.') && Type;
  return { typeUrl, value: known ? describe(Type.deserializeBinary(message.getValue_asU8())) : text(message.getValue_asU8()) };
};

/** A protobuf message by its fields; a field with presence appears whenever it is set, another one when it is not its default. */
const message = (value) => {
  if (value instanceof shared.UUID) return uuid(value);
  if (value instanceof shared.StreamIdentifier) return text(value.getStreamName_asU8());
  if (value.getTypeUrl) return any(value);
  const described = {};
  for (const getter of Object.getOwnPropertyNames(Object.getPrototypeOf(value))) {
    const [, name, kind] = /^get(.+?)(_asU8|_asB64|List|Map|Case)?$/.exec(getter) ?? [];
    if (!name || kind?.startsWith('_') || kind === 'Case') continue;
    const has = value[`has${name}`];
    if (has && !has.call(value)) continue;
    const field = name[0].toLowerCase() + name.slice(1);
    if (kind === 'Map') described[field] = Object.fromEntries([...value[getter]().entries()].sort());
    else if (value[`${getter}_asU8`]) described[field] = text(value[`${getter}_asU8`]());
    else described[field] = describe(value[getter]());
    if (!has && isDefault(described[field])) delete described[field];
  }
  return described;
};

const isDefault = (value) => [0, '0', '', false].includes(value) || (Array.isArray(value) && value.length === 0);

const error = (value) => {
  const { _raw, metadata: _metadata, stack: _stack, ...own } = value;
  return describe({ error: value.constructor.name, message: value.message, ...own });
};

/** Trailers of a call without what the HTTP layer adds. */
export const trailers = (metadata) => {
  const { date: _date, server: _server, 'content-type': _type, 'content-length': _length, ...rest } = metadata?.getMap() ?? {};
  return Object.fromEntries(
    Object.entries(rest)
      .sort()
      .map(([key, value]) => [key, value.toString()]),
  );
};

/** How a call ended: its status by name, its trailers, and the details of a failure (a success has none that a client could see). */
export const status = ({ code, details, metadata }) => ({
  status: grpc.status[code],
  ...(code !== grpc.status.OK && { details }),
  trailers: trailers(metadata),
});

/** Any value as JSON: bigint as `12n`, bytes as text, an error by its class and own fields. */
export const describe = (value) => {
  if (value === undefined) return '<undefined>';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'string') return shorten(value);
  if (value instanceof Uint8Array) return `bytes:${text(value)}`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error) return error(value);
  if (Array.isArray(value)) return value.map(describe);
  if (value.serializeBinary) return message(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, describe(item)]));
};

/** What an operation gave: its result, or the error it threw. */
export const attempt = async (operation) => {
  try {
    return describe(await operation());
  } catch (thrown) {
    return describe(thrown);
  }
};
