import { createHash } from 'node:crypto';

/** A cookie as an answer sets it, and the header that the browser would send from now on. */
interface Renewed {
  readonly setCookies: readonly string[];
  readonly cookie: string;
}

const KEPT_FOR = 10_000;
const renewals = new Map<string, Promise<Renewed | null>>();

/** The cookie header after `Set-Cookie` lines: their names take the new value, or go where they expire at once. */
export function mergeCookies(header: string, setCookies: readonly string[]): string {
  const jar = new Map<string, string>();
  for (const pair of header.split(/;\s*/).filter(Boolean)) {
    const [name = '', ...value] = pair.split('=');
    jar.set(name, value.join('='));
  }
  for (const line of setCookies) {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const [name = '', ...value] = pair.split('=');
    const gone = attributes.some((attribute) => /^max-age=(?:0|-\d+)$/i.test(attribute));
    if (gone) jar.delete(name);
    else jar.set(name, value.join('='));
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

/**
 * Renews a session whose access has expired, once for all requests that carry the same cookies: two pages that a browser
 * asks for together must not use the same refresh token twice.
 */
export function renewOnce(backend: string, cookie: string, headers: Readonly<Record<string, string>>): Promise<Renewed | null> {
  const key = createHash('sha256').update(cookie).digest('base64');
  const running = renewals.get(key);
  if (running) return running;
  const renewal = renew(backend, cookie, headers);
  renewals.set(key, renewal);
  setTimeout(() => renewals.delete(key), KEPT_FOR).unref();
  return renewal;
}

async function renew(backend: string, cookie: string, headers: Readonly<Record<string, string>>): Promise<Renewed | null> {
  const answer = await fetch(new URL('/api/sessions/refresh', backend), {
    method: 'POST',
    headers: { ...headers, cookie, 'content-type': 'application/json' },
  }).catch(() => null);
  await answer?.body?.cancel();
  if (answer?.ok !== true) return null;
  const setCookies = answer.headers.getSetCookie();
  return { setCookies, cookie: mergeCookies(cookie, setCookies) };
}
