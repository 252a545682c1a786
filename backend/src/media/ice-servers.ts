import { createHmac } from 'node:crypto';
import type { IceServer } from '@lyceum/contracts';
import type { Config } from '../config.ts';

/**
 * The servers that help a browser to find a way through. TURN takes time-limited credentials that only we and the server can make
 * (draft-uberti-behave-turn-rest, as coturn's `use-auth-secret`): good `until` the room closes, in milliseconds.
 */
export function iceServersFor({ stunUrls, turn }: Config['ice'], personId: string, until: number): readonly IceServer[] {
  const stun = stunUrls.length > 0 ? [{ urls: stunUrls }] : [];
  if (!turn) return stun;
  const username = `${Math.ceil(until / 1000)}:${personId}`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  return [...stun, { urls: turn.urls, username, credential }];
}
