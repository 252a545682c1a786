import type { Page, Person } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'people.read', event.url);
  event.depends('lyceum:people');
  const { searchParams } = event.url;
  const query = { search: searchParams.get('search'), role: searchParams.get('role'), cursor: searchParams.get('cursor'), limit: 50 };
  const { value: people, position: since } = await read<Page<Person>>(event, '/api/people', query);
  return { people, since };
};
