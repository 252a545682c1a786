import type { Me } from '@lyceum/contracts';
import { browser } from '$app/env';
import { browserZone, zoneOf } from '#lib/time/zone.ts';
import type { LayoutLoad } from './$types';

/** Who is here; a visitor is nobody. The zone is the browser's, else the one of the account. */
export const load: LayoutLoad = async ({ fetch, data, depends }) => {
  depends('lyceum:me');
  const answer = await fetch('/api/me').catch(() => null);
  // The answer is read in any case: only what was read on the server travels with the page and is not asked for again.
  const body: unknown = await answer?.json().catch(() => null);
  const person = answer?.ok === true ? (body as Me) : null;
  return { ...data, person, zone: browser ? browserZone() : (data.readerZone ?? zoneOf(person?.timeZone) ?? 'UTC') };
};
