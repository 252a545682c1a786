/** `@Inject(EVENT_LOG) log: EventLog`; commands use `Streams` instead. */
export const EVENT_LOG = Symbol('EventLog');
/** `@Inject(READ_STORE) reads: ReadStore`; queries use `ReadModels` instead. */
export const READ_STORE = Symbol('ReadStore');
