import type { AnswersToMark, MarkingQueue, QuizDetail } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

/** The address says which question is marked; without it, it is the one where most answers wait. */
export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:marking');
  const path = `/api/quizzes/${encodeURIComponent(event.params.quizId)}`;
  const { value: quiz } = await read<QuizDetail>(event, path);
  const { value: queue, position: since } = await read<MarkingQueue>(event, `/api/courses/${quiz.courseId}/grading`);
  const items = queue.items.filter(({ quizId }) => quizId === quiz.quizId);
  const search = event.url.searchParams;
  const questionId = search.get('question') ?? items[0]?.questionId ?? null;
  const anonymous = search.get('names') === 'hidden';
  const show = search.get('show') === 'marked' ? ('marked' as const) : ('waiting' as const);
  const answers = questionId === null ? null : (await read<AnswersToMark>(event, `${path}/grading`, { questionId, anonymous, show })).value;
  return { quiz, items, questionId, anonymous, show, answers, since };
};
