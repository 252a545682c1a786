import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Role, type Id } from '@lyceum/contracts';
import { RootSecret } from '@lyceum/stores';
import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { Principal } from '../api/request.ts';

/** How long an access token is valid, in seconds. */
export const ACCESS_SECONDS = 15 * 60;
/** How long a session lasts without being refreshed, in milliseconds. */
export const SESSION_MS = 30 * 24 * 60 * 60 * 1000;

/** What an access token says; `expires` in milliseconds since the epoch. */
export interface AccessClaims extends Principal {
  readonly expires: number;
}

const Claims = z.object({ sub: z.uuid(), sid: z.uuid(), roles: z.array(Role), exp: z.number() });
const ISSUER = 'lyceum';
const ALGORITHM = 'HS256';

/** Access tokens (JWT) and refresh tokens; the latter derive from the session and their number, so that a retry gives the same one. */
@Injectable()
export class Tokens {
  private readonly accessKey: Uint8Array;
  private readonly refreshKey: Buffer;

  constructor(secret: RootSecret) {
    this.accessKey = secret.derive('access-tokens');
    this.refreshKey = createHmac('sha256', this.accessKey).update('refresh tokens').digest();
  }

  /** `now` in milliseconds since the epoch. */
  access({ personId, roles, sessionId }: Principal, now: number): Promise<string> {
    const issued = Math.floor(now / 1000);
    return new SignJWT({ sid: sessionId, roles })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setSubject(personId)
      .setIssuedAt(issued)
      .setExpirationTime(issued + ACCESS_SECONDS)
      .sign(this.accessKey);
  }

  /** What the token says, or undefined where it is not ours or has expired. */
  async verify(token: string, now: number): Promise<AccessClaims | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.accessKey, { algorithms: [ALGORITHM], issuer: ISSUER, currentDate: new Date(now) });
      const { sub, sid, roles, exp } = Claims.parse(payload);
      return { personId: sub, sessionId: sid, roles, expires: exp * 1000 };
    } catch {
      return undefined;
    }
  }

  /** The refresh token of a session with the given number. */
  refresh(sessionId: Id, generation: number): string {
    return `${sessionId}.${generation}.${this.mac(sessionId, generation)}`;
  }

  /** The session and number of a refresh token of ours, used or not; undefined where it is not one. */
  readRefresh(token: string): { readonly sessionId: Id; readonly generation: number } | undefined {
    const [, sessionId, number, mac] = /^([0-9a-f-]{36})\.(\d{1,9})\.([\w-]{43})$/.exec(token) ?? [];
    if (sessionId === undefined || number === undefined || mac === undefined) return undefined;
    const generation = Number(number);
    return timingSafeEqual(Buffer.from(mac), Buffer.from(this.mac(sessionId, generation))) ? { sessionId, generation } : undefined;
  }

  private mac(sessionId: Id, generation: number): string {
    return createHmac('sha256', this.refreshKey).update(`${sessionId}.${generation}`).digest('base64url');
  }
}

/** What the log keeps of a refresh token. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('base64url');
