import type { QuizDetail } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:quiz');
  const { value: quiz } = await read<QuizDetail>(event, `/api/quizzes/${encodeURIComponent(event.params.quizId)}`);
  return { quiz };
};
