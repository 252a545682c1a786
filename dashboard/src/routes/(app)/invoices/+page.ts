import type { Invoice, Page } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  const { value: invoices } = await read<Page<Invoice>>(event, '/api/me/invoices', {
    cursor: event.url.searchParams.get('cursor'),
    limit: 50,
  });
  return { invoices };
};
