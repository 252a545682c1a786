import { createHmac } from 'node:crypto';
import type { EmailEvent, Id } from '@lyceum/contracts';
import { RootSecret } from '@lyceum/stores';
import { Injectable } from '@nestjs/common';
import type { Decider } from '../deciding/decider.ts';

/** Whose an e-mail address is. */
export interface Reservation {
  readonly owner: Id | null;
}

/** `email-INDEX`: an address belongs to the first who reserves it, until they are forgotten. */
export const emails: Decider<Reservation, EmailEvent> = {
  stream: (index) => `email-${index}`,
  initial: { owner: null },
  evolve: ({ owner }, { type, data: { personId } }) => {
    if (type === 'accounts.EmailReleased.v1') return { owner: owner === personId ? null : owner };
    return { owner: owner ?? personId };
  },
};

/** Names addresses without telling them: a keyed hash, so that nobody without the secret can try addresses out on the streams' names. */
@Injectable()
export class EmailIndex {
  private readonly key: Buffer;

  constructor(secret: RootSecret) {
    this.key = secret.derive('email-index');
  }

  of(email: string): string {
    return createHmac('sha256', this.key).update(email).digest('hex').slice(0, 40);
  }
}
