import type { GradesGiven } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

const FILTERS = ['course', 'instructor', 'quiz', 'tenth', 'from', 'to', 'cursor'] as const;

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'analytics.read', event.url);
  const { searchParams } = event.url;
  const filters = Object.fromEntries(FILTERS.map((name) => [name, searchParams.get(name)]));
  const { value: grades } = await read<GradesGiven>(event, '/api/analytics/grades', { ...filters, limit: 50 });
  return { grades, tenth: filters['tenth'] ?? null, from: filters['from'] ?? null, to: filters['to'] ?? null };
};
