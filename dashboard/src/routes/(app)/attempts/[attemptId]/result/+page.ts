import type { AttemptDetail } from '@lyceum/contracts';
import { load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('lyceum:attempt');
  const { value: attempt, position: since } = await read<AttemptDetail>(
    event,
    `/api/attempts/${encodeURIComponent(event.params.attemptId)}`,
  );
  return { attempt, since };
};
