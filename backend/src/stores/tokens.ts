import type { Position } from '@lyceum/contracts';

/** `@Inject(EVENT_LOG) log: EventLog`; commands use `Streams` instead. */
export const EVENT_LOG = Symbol('EventLog');
/** `@Inject(PERSONAL_KEYS) keys: PersonalKeys`. */
export const PERSONAL_KEYS = Symbol('PersonalKeys');
/** `@Inject(READ_STORE) reads: ReadStore`. */
export const READ_STORE = Symbol('ReadStore');
/** `@Inject(READ_PROGRESS) progress: ReadProgress`. */
export const READ_PROGRESS = Symbol('ReadProgress');

/** How far the read models have got. */
export interface ReadProgress {
  /**
   * The position that all of the named read models have reached.
   * @throws ReadStoreUnavailable
   */
  reached(models: readonly string[]): Promise<Position>;
}
