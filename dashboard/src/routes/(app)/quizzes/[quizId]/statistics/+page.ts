import type { QuizDetail, QuizStatistics } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:statistics');
  const path = `/api/quizzes/${encodeURIComponent(event.params.quizId)}`;
  const [quiz, statistics] = await Promise.all([read<QuizDetail>(event, path), read<QuizStatistics>(event, `${path}/statistics`)]);
  return { quiz: quiz.value, statistics: statistics.value, since: statistics.position };
};
