import { allowed } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => {
  allowed((await parent()).person, 'courses.create', url);
};
