import type { Id } from '@lyceum/contracts';
import type { AppendContext } from '../log/types.ts';

/** The keys that personal data is encrypted with, one a person, kept wrapped in the stream `key-ID`. */
export interface PersonalKeys {
  /**
   * Makes the person's key unless there is one; to be called before the first fact with personal data of theirs. Safe to repeat and to race.
   * @throws PersonForgotten when the key was deleted for ever, EventStoreUnavailable.
   */
  issue(personId: Id, context: AppendContext): Promise<void>;
  /**
   * The person's key (32 bytes), or null where there is none or it was deleted.
   * @throws EventStoreUnavailable
   */
  find(personId: Id): Promise<Buffer | null>;
  /**
   * Deletes the person's key for ever. Safe to repeat.
   * @throws EventStoreUnavailable
   */
  destroy(personId: Id): Promise<void>;
  /** How many keys are known to have been deleted: it grows when somebody is forgotten, as soon as the feed comes by that. */
  readonly forgotten: number;
}

/** The person's key was deleted for ever: nothing personal of theirs can be recorded any more. */
export class PersonForgotten extends Error {}

/** Personal data was to be recorded of a person who has no key yet: a mistake in the program. */
export class PersonalKeyMissing extends Error {}

/** A personal key cannot be unwrapped: the process runs with another root secret than the one the log was written with. */
export class SecretWrong extends Error {}
