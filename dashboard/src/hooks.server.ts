import { BACKEND_URL } from '$app/env/private';
import type { Handle, HandleFetch } from '@sveltejs/kit/hooks';
import { POSITION_COOKIE } from '#lib/api/position.ts';
import { isTheme, THEME_COOKIE } from '#lib/layout/theme.ts';
import { renewOnce } from '#lib/server/session.ts';
import { ZONE_COOKIE, zoneOf } from '#lib/time/zone.ts';

/** What the backend may need to know of the browser behind this request. */
const PASSED_ON = ['user-agent', 'accept-language', 'x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'];
/** Headers of API answers that travel to the browser with the page, so that it knows since when to follow. */
const KEPT = new Set(['content-type', 'lyceum-position']);
const renewedCookies = new WeakMap<Request, readonly string[]>();

export const handle: Handle = async ({ event, resolve }) => {
  const theme = event.cookies.get(THEME_COOKIE);
  event.locals.theme = isTheme(theme) ? theme : 'auto';
  event.locals.zone = zoneOf(event.cookies.get(ZONE_COOKIE));
  event.locals.cookie = event.request.headers.get('cookie') ?? '';
  const scheme = event.locals.theme === 'dark' ? 'dark' : 'light';
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lyceum.theme%', event.locals.theme).replace('%lyceum.scheme%', scheme),
    filterSerializedResponseHeaders: (name) => KEPT.has(name),
  });
  for (const line of renewedCookies.get(event.request) ?? []) response.headers.append('set-cookie', line);
  if (response.headers.get('content-type')?.startsWith('text/html')) response.headers.set('cache-control', 'private, no-store');
  response.headers.set('referrer-policy', 'same-origin');
  response.headers.set('x-content-type-options', 'nosniff');
  return response;
};

/** API reads of a page go to the backend with the browser's cookies; an access that has expired is renewed once on the way. */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  const url = new URL(request.url);
  if (url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request);
  const headers: Record<string, string> = { accept: 'application/json' };
  for (const name of PASSED_ON) {
    const value = event.request.headers.get(name);
    if (value !== null) headers[name] = value;
  }
  const position = event.cookies.get(POSITION_COOKIE);
  if (position !== undefined && /^[1-9]\d{0,19}$/.test(position)) headers['lyceum-position'] = position;
  const target = new URL(url.pathname + url.search, BACKEND_URL);
  const ask = () => globalThis.fetch(target, { headers: { ...headers, ...(event.locals.cookie && { cookie: event.locals.cookie }) } });

  const sent = event.locals.cookie;
  const answer = await ask();
  if (answer.status !== 401 || sent === '') return answer;
  const renewed = await renewOnce(BACKEND_URL, sent, headers);
  if (renewed === null && sent === event.locals.cookie) return answer;
  if (renewed !== null) {
    event.locals.cookie = renewed.cookie;
    renewedCookies.set(event.request, renewed.setCookies);
  }
  await answer.body?.cancel();
  return ask();
};
