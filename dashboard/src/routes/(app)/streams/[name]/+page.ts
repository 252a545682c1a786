import type { LoggedFact, Page, StreamState } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  const { name } = event.params;
  const { searchParams } = event.url;
  const revision = searchParams.get('revision');
  const query = { stream: name, cursor: searchParams.get('cursor'), limit: 50 };
  const [{ value: state }, { value: facts }] = await Promise.all([
    read<StreamState>(event, `/api/operations/streams/${encodeURIComponent(name)}/state`, { revision }),
    read<Page<LoggedFact>>(event, '/api/operations/events', query),
  ]);
  return { state, facts };
};
