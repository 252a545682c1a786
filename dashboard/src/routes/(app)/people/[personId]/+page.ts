import type { Erasure, Person } from '@lyceum/contracts';
import { read as ask } from '#lib/api/client.ts';
import { allowed, load as read } from '#lib/api/loading.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { may } from '#lib/api/rights.ts';
import { reportPath } from '#lib/privacy/follow.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const me = allowed((await event.parent()).person, 'people.read', event.url);
  event.depends('lyceum:person');
  const { personId } = event.params;
  const { value: shown } = await read<Person>(event, `/api/people/${personId}`);
  // `person` is who looks at the page.
  return { me, shown, report: may(me, 'people.erase') ? await reportOf(event.fetch, personId) : null };
};

/** Of most people there is none. */
async function reportOf(fetch: typeof globalThis.fetch, personId: string) {
  try {
    return (await ask<Erasure>(fetch, reportPath(personId))).value.report;
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 404) return null;
    throw problem;
  }
}
