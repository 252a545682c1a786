import type { Page, WebinarSummary } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

/** What has just begun is among those to come; what is over is looked back at for a year. */
const BACK = 366 * 86_400_000;

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:webinars');
  const { searchParams } = event.url;
  const when = searchParams.get('when') === 'past' ? 'past' : 'coming';
  const now = Date.now();
  const span =
    when === 'past' ? { from: new Date(now - BACK).toISOString(), to: new Date(now).toISOString() } : { from: new Date(now).toISOString() };
  const query = {
    ...span,
    mine: searchParams.get('mine'),
    course: searchParams.get('course'),
    cursor: searchParams.get('cursor'),
    limit: 30,
  };
  const { value } = await read<Page<WebinarSummary>>(event, '/api/webinars', query);
  return { webinars: value, when } as const;
};
