import type { Fact } from '../fact.ts';
import type { Role } from '../permissions.ts';
import type { Id, Instant } from '../values.ts';
import type { ErasureProof } from './erasure.ts';

/** Facts of a person: stream `person-ID`. */
export type PersonEvent =
  | Fact<'accounts.PersonRegistered.v2', { personId: Id; name: string | null; email: string | null; timeZone: string }>
  | Fact<'accounts.PasswordSet.v1', { personId: Id; hash: string | null }>
  /** Sessions that began with a former password are over, but for the one that it was changed in. */
  | Fact<'accounts.PasswordChanged.v1', { personId: Id; hash: string | null; sessionId: Id }>
  | Fact<'accounts.RolesChanged.v1', { personId: Id; added: readonly Role[]; removed: readonly Role[] }>;

/** Who owns an e-mail address: stream `email-HMAC`, so that the address itself is in no stream's name. */
export type EmailEvent =
  | Fact<'accounts.EmailReserved.v1', { personId: Id }>
  /** Its owner is forgotten: whoever asks next may have it. */
  | Fact<'accounts.EmailReleased.v1', { personId: Id }>;

/**
 * A signed-in device: stream `session-ID`. Refresh tokens are kept as hashes; a used one coming back ends the session. `password` is how often
 * the password had been changed that it began with; never where it is left out.
 */
export type SessionEvent =
  | Fact<
      'accounts.SessionStarted.v1',
      { sessionId: Id; personId: Id; tokenHash: string; device: string | null; expires: Instant; password?: number }
    >
  | Fact<'accounts.SessionRefreshed.v1', { sessionId: Id; tokenHash: string; expires: Instant }>
  | Fact<'accounts.SessionEnded.v1', { sessionId: Id; reason: 'signed-out' | 'token-reused' }>;

/** The key that a person's data is encrypted with, itself wrapped (base64): stream `key-ID`. Deleting that stream forgets the person. */
export type KeyEvent = Fact<'accounts.KeyIssued.v1', { personId: Id; wrapped: string }>;

/**
 * Who counts as an admin: the one stream `admins-academy`, where it is decided that one is left. It never names somebody who is not one:
 * appointed here after the role was given, dismissed here before it is taken.
 */
export type AdminEvent = Fact<'accounts.AdminAppointed.v1', { personId: Id }> | Fact<'accounts.AdminDismissed.v1', { personId: Id }>;

/**
 * Facts of forgetting a person: stream `erasure-PERSONID`. `keyFact` is the id of the fact that their key lay in (null where they had none):
 * it is gone with the key, and rows about it have to be found all the same.
 */
export type ErasureEvent =
  | Fact<'accounts.ErasureOrdered.v1', { personId: Id; keyFact: Id | null }>
  /** Their key is gone: from here on what it sealed is read as null. */
  | Fact<'accounts.PersonForgotten.v1', { personId: Id; keyFact: Id | null; sessions: number }>
  /** Rows are folded anew, files compacted, and somebody has looked. */
  | Fact<'accounts.ErasureProven.v1', { personId: Id; proof: ErasureProof }>;

export type AccountEvent = PersonEvent | EmailEvent | SessionEvent | KeyEvent | AdminEvent | ErasureEvent;

/** The first shape of a registration, before people had a time zone. */
export type PersonRegisteredV1 = Fact<'accounts.PersonRegistered.v1', { personId: Id; name: string | null; email: string | null }>;
