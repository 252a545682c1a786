import type { IncomingMessage } from 'node:http';
import type { CookieOptions } from 'express';
import type { Config } from '../config.ts';

export type CookieName = 'access' | 'refresh';

/** The session cookies. Over https their names carry the `__Host-` prefix, which keeps other hosts from setting them. */
export class Cookies {
  private readonly secure: boolean;

  constructor({ publicUrl }: Pick<Config, 'publicUrl'>) {
    this.secure = publicUrl?.protocol === 'https:';
  }

  nameOf(cookie: CookieName): string {
    return `${this.secure ? '__Host-' : ''}lyceum-${cookie}`;
  }

  /** `maxAge` in milliseconds. */
  options(maxAge: number): CookieOptions {
    return { httpOnly: true, sameSite: 'lax', secure: this.secure, path: '/', maxAge };
  }

  read(request: IncomingMessage, cookie: CookieName): string | undefined {
    const start = `${this.nameOf(cookie)}=`;
    for (const part of request.headers.cookie?.split(';') ?? []) {
      const trimmed = part.trimStart();
      if (trimmed.startsWith(start)) return trimmed.slice(start.length).trimEnd();
    }
    return undefined;
  }
}
