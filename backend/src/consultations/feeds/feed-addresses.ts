import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Id } from '@lyceum/contracts';
import { RootSecret } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { parse, stringify } from 'uuid';
import { CONFIG, type Config } from '../../config.ts';
import { publicAddress } from '../../mail/writing/public-address.ts';

const ID = 16;
/** 192 bits: nobody guesses them. */
const PROOF = 24;

/**
 * The addresses of feeds. A token names the person and proves, by a keyed hash over the person and the feed's number, that it was given out
 * here: nothing secret has to be kept, and a higher number ends all tokens before.
 */
@Injectable()
export class FeedAddresses {
  private readonly key: Buffer;
  private readonly address: URL;

  constructor(secret: RootSecret, @Inject(CONFIG) config: Config) {
    this.key = secret.derive('calendar-feeds');
    this.address = publicAddress(config);
  }

  of(personId: Id, number: number): string {
    const token = Buffer.concat([parse(personId), this.proof(personId, number)]).toString('base64url');
    return new URL(`/api/calendars/${token}.ics`, this.address).href;
  }

  /** Whose feed a token is for, if it is one at all; `proves` tells whether it is that of the feed with this number. */
  read(token: string): { readonly personId: Id; readonly proves: (number: number) => boolean } | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== ID + PROOF) return null;
    try {
      const personId = stringify(bytes.subarray(0, ID));
      return { personId, proves: (number) => timingSafeEqual(bytes.subarray(ID), this.proof(personId, number)) };
    } catch {
      // Bytes that are no UUID.
      return null;
    }
  }

  private proof(personId: Id, number: number): Buffer {
    return createHmac('sha256', this.key).update(`${personId} ${number}`).digest().subarray(0, PROOF);
  }
}
