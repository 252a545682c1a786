import type { MailItem, MailState, Page } from '@lyceum/contracts';
import { allowed, load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  allowed((await event.parent()).person, 'operations.read', event.url);
  const { searchParams } = event.url;
  const state = searchParams.get('state') as MailState | null;
  const query = { state, cursor: searchParams.get('cursor'), limit: 50 };
  const { value: mailbox, position: since } = await read<Page<MailItem>>(event, '/api/operations/mailbox', query);
  return { mailbox, state, since };
};
