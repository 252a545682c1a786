import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Id } from '@lyceum/contracts';
import { RootSecret } from '@lyceum/stores';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../api/clock.ts';
import type { GoogleClient } from './google-api.ts';

const SCOPE = 'https://www.googleapis.com/auth/calendar.events';
/** How long a person may take to answer Google, in milliseconds. */
const PATIENCE = 15 * 60_000;

/**
 * Asks Google for a person's consent (RFC 6749, 4.1, with PKCE, RFC 7636). Nothing is kept meanwhile: the state that comes back names the
 * person and the moment and is signed, and the verifier derives from it.
 */
@Injectable()
export class Consent {
  private readonly key: Buffer;

  constructor(
    secret: RootSecret,
    private readonly clock: Clock,
  ) {
    this.key = secret.derive('calendar-consents');
  }

  /** Where the person's browser goes. */
  address(client: GoogleClient, personId: Id, back: URL): URL {
    const said = `${personId}.${this.clock.time()}.${randomBytes(16).toString('base64url')}`;
    const state = `${said}.${this.sign(said)}`;
    const url = new URL(client.consent);
    const query = {
      client_id: client.id,
      redirect_uri: back.href,
      response_type: 'code',
      scope: SCOPE,
      access_type: 'offline',
      prompt: 'consent',
      state,
      code_challenge: createHash('sha256').update(this.verifier(state)).digest('base64url'),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  /** Whether the state is one that this person was sent away with a while ago. */
  isOf(state: string, personId: Id): boolean {
    const end = state.lastIndexOf('.');
    const [said, signature] = [state.slice(0, end), state.slice(end + 1)];
    const wanted = Buffer.from(this.sign(said));
    const given = Buffer.from(signature);
    if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) return false;
    const [person, at] = said.split('.');
    return person === personId && Math.abs(this.clock.time() - Number(at)) < PATIENCE;
  }

  /** What proves to Google that who brings the code is who asked for it. */
  verifier(state: string): string {
    return createHmac('sha256', this.key).update(`verifier ${state}`).digest('base64url');
  }

  private sign(said: string): string {
    return createHmac('sha256', this.key).update(`state ${said}`).digest('base64url');
  }
}
