import { signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ parent, url }) => ({ me: signedIn((await parent()).person, url) });
