import type { Booking, MyWaits, Page } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:bookings');
  const { searchParams } = event.url;
  const when = searchParams.get('when') === 'past' ? 'past' : 'coming';
  const query = { when, as: searchParams.get('as'), cursor: searchParams.get('cursor'), limit: 30 };
  const [{ value: bookings, position: since }, waits] = await Promise.all([
    read<Page<Booking>>(event, '/api/me/bookings', query),
    read<MyWaits>(event, '/api/me/waiting'),
  ]);
  return { bookings, waits: waits.value.items, when, since } as const;
};
