import type { Doc } from './bson/values.ts';

/** The server's error codes by name (MongoDB source, `src/mongo/base/error_codes.yml`). */
export const CODES = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  GraphContainsCycle: 5,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  InvalidBSON: 22,
  AlreadyInitialized: 23,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  CannotBackfillArray: 39,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  InvalidDBRef: 55,
  EmptyFieldName: 56,
  DottedFieldName: 57,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  IndexAlreadyExists: 68,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  OperationFailed: 96,
  WriteConflict: 112,
  CommandNotSupported: 115,
  DocumentValidationFailure: 121,
  InvalidUUID: 207,
  IncompatibleCollationVersion: 161,
  AmbiguousIndexKeyPattern: 181,
  ClientMetadataDocumentTooLarge: 185,
  CommandNotSupportedOnView: 166,
  OptionNotSupportedOnView: 167,
  InvalidPipelineOperator: 168,
  InvalidIndexSpecificationOption: 197,
  NoSuchSession: 206,
  TransactionTooOld: 225,
  NoSuchTransaction: 251,
  TransactionCommitted: 256,
  OperationNotSupportedInTransaction: 263,
  InvalidResumeToken: 260,
  InvalidPipelineOperatorInView: 278,
  ChangeStreamFatalError: 280,
  ChangeStreamHistoryLost: 286,
  TransactionExceededLifetimeLimitSeconds: 290,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  APIVersionError: 322,
  APIStrictError: 323,
  APIDeprecationError: 324,
  NoMatchingDocument: 47,
  InterruptedAtShutdown: 11600,
  Interrupted: 11601,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  NotWritablePrimary: 10107,
  OutOfDiskSpace: 14031,
  Location40323: 40323,
  Location40324: 40324,
  Location40352: 40352,
  Location40353: 40353,
  Location40415: 40415,
  Location31249: 31249,
  Location31253: 31253,
  Location31254: 31254,
  Location16410: 16410,
  Location15998: 15998,
  Location51024: 51024,
} as const;

export type CodeName = keyof typeof CODES;

/** A refusal as it goes over the wire: code, its name, a message and what else belongs into the answer. */
export class ServerError extends Error {
  readonly code: number;
  readonly codeName: string;
  readonly extra: Doc;

  constructor(name: CodeName | number, message: string, extra: Doc = {}) {
    super(message);
    this.code = typeof name === 'number' ? name : CODES[name];
    this.codeName = typeof name === 'number' ? nameOfCode(name) : name;
    this.extra = extra;
  }
}

const NAMES = new Map<number, string>(Object.entries(CODES).map(([name, code]) => [code, name]));

/** The name that belongs to a code; codes without one are called by their number, as the real server does. */
export const nameOfCode = (code: number): string => NAMES.get(code) ?? OTHER_NAMES.get(code) ?? `Location${code}`;

const OTHER_NAMES = new Map<number, string>([
  [6, 'HostUnreachable'],
  [7, 'HostNotFound'],
  [11, 'UserNotFound'],
  [18, 'AuthenticationFailed'],
  [64, 'WriteConcernFailed'],
  [79, 'UnknownReplWriteConcern'],
  [89, 'NetworkTimeout'],
  [91, 'ShutdownInProgress'],
  [100, 'UnsatisfiableWriteConcern'],
  [133, 'FailedToSatisfyReadPreference'],
  [134, 'ReadConcernMajorityNotAvailableYet'],
  [136, 'CappedPositionLost'],
  [150, 'StaleEpoch'],
  [189, 'PrimarySteppedDown'],
  [216, 'ElectionInProgress'],
  [234, 'RetryChangeStream'],
  [237, 'CursorKilled'],
  [262, 'ExceededTimeLimit'],
  [290, 'TransactionExceededLifetimeLimitSeconds'],
  [317, 'NotPrimaryNoSecondaryOk'],
  [358, 'InternalTransactionNotSupported'],
  [391, 'ReauthenticationRequired'],
  [462, 'IngressRequestRateLimitExceeded'],
  [9001, 'SocketException'],
  [11602, 'InterruptedDueToReplStateChange'],
  [13388, 'StaleConfig'],
  [13435, 'NotPrimaryNoSecondaryOk'],
  [13436, 'NotPrimaryOrSecondary'],
  [63, 'StaleShardVersion'],
]);
