import type { QuizAttempts, QuizDetail } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:attempts');
  const path = `/api/quizzes/${encodeURIComponent(event.params.quizId)}`;
  const { searchParams } = event.url;
  const [attempts, quiz] = await Promise.all([
    read<QuizAttempts>(event, `${path}/attempts`, { phase: searchParams.get('phase'), cursor: searchParams.get('cursor'), limit: 100 }),
    read<QuizDetail>(event, path),
  ]);
  return { quiz: quiz.value, attempts: attempts.value, since: attempts.position };
};
