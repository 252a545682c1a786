import type { AttemptDetail } from '@lyceum/contracts';
import { redirect } from '@sveltejs/kit';
import { load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  const { person } = await event.parent();
  const { value: attempt, position: since } = await read<AttemptDetail>(
    event,
    `/api/attempts/${encodeURIComponent(event.params.attemptId)}`,
  );
  if (attempt.phase !== 'open' || attempt.studentId !== person?.personId) redirect(303, `/attempts/${attempt.attemptId}/result`);
  return { attempt, since };
};
