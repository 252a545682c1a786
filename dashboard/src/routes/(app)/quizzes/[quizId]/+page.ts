import type { QuizEntry } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:entry');
  const { value: entry } = await read<QuizEntry>(event, `/api/quizzes/${encodeURIComponent(event.params.quizId)}/entry`);
  return { entry };
};
