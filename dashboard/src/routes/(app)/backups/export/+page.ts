import { allowed } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => void allowed((await parent()).person, 'operations.read', url);
