import type { AttemptDetail } from '@lyceum/contracts';
import { load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { value: attempt } = await read<AttemptDetail>(event, `/api/attempts/${encodeURIComponent(event.params.attemptId)}`);
  return { attempt };
};
