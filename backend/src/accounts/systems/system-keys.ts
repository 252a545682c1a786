import { createHmac, timingSafeEqual } from 'node:crypto';
import { MOST_SYSTEM_KEYS, type Id, type Instant, type SystemKey, type SystemKeyEvent } from '@lyceum/contracts';
import { RootSecret } from '@lyceum/stores';
import { Injectable } from '@nestjs/common';
import type { Decider } from '../../deciding/decider.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';

/** The keys that are good, by their ids. */
export type SystemKeyBook = ReadonlyMap<Id, SystemKey>;

/** `system-keys-academy`: the keys of other systems; they are few. */
export const systemKeys: Decider<SystemKeyBook, SystemKeyEvent> = {
  stream: (id) => `system-keys-${id}`,
  initial: new Map(),
  evolve: (known, { type, data }) => {
    if (type === 'accounts.SystemKeyMade.v1') return new Map(known).set(data.keyId, data);
    return new Map([...known].filter(([keyId]) => keyId !== data.keyId));
  },
};

export function make(known: SystemKeyBook, keyId: Id, name: string, at: Instant): Decision<SystemKeyEvent> {
  if (known.has(keyId)) return nothing();
  return known.size < MOST_SYSTEM_KEYS
    ? accept({ type: 'accounts.SystemKeyMade.v1', data: { keyId, name, at } })
    : refuse('too-many-system-keys');
}

export const withdraw = (known: SystemKeyBook, keyId: Id): Decision<SystemKeyEvent> =>
  known.has(keyId) ? accept({ type: 'accounts.SystemKeyWithdrawn.v1', data: { keyId } }) : nothing();

/** The secrets of keys: they derive from the id, so that none has to be kept. */
@Injectable()
export class SystemSecrets {
  private readonly key: Buffer;

  constructor(secret: RootSecret) {
    this.key = secret.derive('system-keys');
  }

  of(keyId: Id): string {
    return createHmac('sha256', this.key).update(keyId).digest('base64url');
  }

  matches(keyId: Id, given: string): boolean {
    const [right, said] = [Buffer.from(this.of(keyId)), Buffer.from(given)];
    return right.length === said.length && timingSafeEqual(right, said);
  }
}
