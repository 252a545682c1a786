import type { RunDetail } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  event.depends('lyceum:automation');
  const { value: run, position: since } = await read<RunDetail>(
    event,
    `/api/operations/automation/runs/${encodeURIComponent(event.params.runId)}`,
  );
  return { run, since };
};
