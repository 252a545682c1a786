import type { MailItem } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  const { value: mail, position: since } = await read<MailItem>(event, `/api/operations/mailbox/${event.params.mailId}`);
  return { mail, since };
};
