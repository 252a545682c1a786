import type { QuizDetail, QuizStatistics, Regrades } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:regrades');
  const path = `/api/quizzes/${encodeURIComponent(event.params.quizId)}`;
  const [quiz, regrades] = await Promise.all([read<QuizDetail>(event, path), read<Regrades>(event, `${path}/regrades`)]);
  // What was drawn by chance the quiz does not name; its statistics do.
  const places = quiz.value.draws.length > 0 ? (await read<QuizStatistics>(event, `${path}/statistics`)).value.questions : [];
  const drawn = new Map(places.flatMap((place) => place.drawn.map(({ questionId, text }) => [questionId, { questionId, text }] as const)));
  return { quiz: quiz.value, drawn: [...drawn.values()], regrades: regrades.value.items, since: regrades.position };
};
