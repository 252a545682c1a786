import type { QuizDetail, Regrades } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:regrades');
  const path = `/api/quizzes/${encodeURIComponent(event.params.quizId)}`;
  const [quiz, regrades] = await Promise.all([read<QuizDetail>(event, path), read<Regrades>(event, `${path}/regrades`)]);
  return { quiz: quiz.value, regrades: regrades.value.items, since: regrades.position };
};
