/**
 * Renews the session in the browser, once for all who ask at the same time, in all tabs: a refresh token serves a single time,
 * and its second use would end the session.
 */
let renewing: Promise<boolean> | null = null;
const DONE_AT = 'lyceum.session-renewed';
const FRESH_FOR = 10_000;

async function renew(): Promise<boolean> {
  const at = Number(localStorage.getItem(DONE_AT));
  if (Date.now() - at < FRESH_FOR) return true;
  const answer = await fetch('/api/sessions/refresh', { method: 'POST', headers: { 'content-type': 'application/json' } }).catch(
    () => null,
  );
  if (answer?.ok !== true) return false;
  localStorage.setItem(DONE_AT, String(Date.now()));
  return true;
}

export function renewSession(): Promise<boolean> {
  renewing ??= ('locks' in navigator ? navigator.locks.request('lyceum.session', renew) : renew()).finally(() => (renewing = null));
  return renewing;
}
