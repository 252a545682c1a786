import type { Me } from '@lyceum/contracts';
import type { LayoutLoad } from './$types';

/** Who is here; a visitor is nobody. The zone is the browser's, else the one of the account. */
export const load: LayoutLoad = async ({ fetch, data, depends }) => {
  depends('lyceum:me');
  const answer = await fetch('/api/me').catch(() => null);
  const person = answer?.ok === true ? ((await answer.json()) as Me) : null;
  return { ...data, person, zone: data.readerZone ?? person?.timeZone ?? 'UTC' };
};
