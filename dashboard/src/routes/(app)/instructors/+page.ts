import type { InstructorItem, Page } from '@lyceum/contracts';
import { load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

const FILTERS = ['search', 'subject', 'language', 'maxPrice', 'minRating', 'freeWithinDays', 'sort', 'cursor'] as const;

export const load: PageLoad = async (event) => {
  const { searchParams } = event.url;
  const query = Object.fromEntries(FILTERS.map((name) => [name, searchParams.get(name)]));
  const { value: instructors } = await read<Page<InstructorItem>>(event, '/api/instructors', { ...query, limit: 30 });
  return { instructors };
};
