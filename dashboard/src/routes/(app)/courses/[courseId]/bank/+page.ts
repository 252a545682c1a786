import type { BankItem, BankOutline, CourseDetail, Page } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:bank');
  const { searchParams } = event.url;
  const given = (name: string) => searchParams.get(name);
  const query = {
    search: given('search'),
    category: given('category'),
    tag: given('tag'),
    retired: given('retired'),
    cursor: given('cursor'),
    limit: 50,
  };
  const path = `/api/courses/${event.params.courseId}`;
  const [course, outline, questions] = await Promise.all([
    read<CourseDetail>(event, path),
    read<BankOutline>(event, `${path}/bank`),
    read<Page<BankItem>>(event, `${path}/bank/questions`, query),
  ]);
  return { course: course.value, outline: outline.value, questions: questions.value, since: questions.position };
};
