import { loadHome } from '#lib/home/load.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async ({ fetch, parent, depends }) => {
  depends('lyceum:home', 'lyceum:grades');
  const { person, zone } = await parent();
  return { home: await loadHome(fetch, person, zone) };
};
