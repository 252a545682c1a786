/** Status codes of gRPC (https://grpc.github.io/grpc/core/md_doc_statuscodes.html). */
export const Status = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
} as const;

export type StatusCode = (typeof Status)[keyof typeof Status];

/** How a call ends when it does not succeed: a status, a text for people, and trailers for the client. */
export class CallError extends Error {
  readonly code: StatusCode;
  readonly trailers: Readonly<Record<string, string>>;

  constructor(code: StatusCode, details: string, trailers: Readonly<Record<string, string>> = {}) {
    super(details);
    this.code = code;
    this.trailers = trailers;
  }
}

/** What the real server answers whenever a request makes one of its handlers throw. */
export const handlerFailed = (): CallError => new CallError(Status.UNKNOWN, 'Exception was thrown by handler.');

/** The percent-encoding of grpc-message (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md). */
export const percentEncoded = (text: string): string =>
  text.replace(/[^\x20-\x7e]+|%/gs, (odd) =>
    Array.from(Buffer.from(odd), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );

/** Trailers that HTTP/2 can carry: the value must be visible ASCII without a space at either end, or nothing; others are left out. */
export const carriable = (trailers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(trailers).filter(([, value]) => /^([\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?)?$/.test(value)));
