import type { IncomingMessage } from 'node:http';
import type { Config } from '../config.ts';

/**
 * Whether a request may rely on cookies: browsers say where it came from (Fetch Metadata, else Origin), and only our own pages may write.
 * What says neither is no browser, and has no cookies that it was not given.
 */
export function fromOurPages(request: IncomingMessage, { publicUrl }: Pick<Config, 'publicUrl'>): boolean {
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return origin === publicUrl?.origin || new URL(origin).host === host;
}
