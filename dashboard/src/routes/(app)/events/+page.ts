import type { LoggedFact, Page } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import { FILTERS } from '#lib/log/filters.ts';
import { fromLocal } from '#lib/time/local.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const parent = await event.parent();
  allowed(parent.person, 'operations.read', event.url);
  event.depends('lyceum:events');
  const { searchParams } = event.url;
  const given = Object.fromEntries(FILTERS.map((name) => [name, searchParams.get(name)?.trim() || null]));
  const { from = null, to = null, ...rest } = given;
  const query = {
    ...rest,
    from: fromLocal(from ?? '', parent.zone),
    to: fromLocal(to ?? '', parent.zone),
    cursor: searchParams.get('cursor'),
    limit: 50,
  };
  const { value: facts } = await read<Page<LoggedFact>>(event, '/api/operations/events', query);
  return { facts, given };
};
