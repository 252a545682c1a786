import type { Invoice } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  const { value: invoice } = await read<Invoice>(event, `/api/invoices/${event.params.invoiceId}`);
  return { invoice };
};
