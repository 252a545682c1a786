import type { Attendance, Webinar } from '@lyceum/contracts';
import { load as read, signedIn } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  signedIn((await event.parent()).person, event.url);
  event.depends('lyceum:attendance');
  const path = `/api/webinars/${encodeURIComponent(event.params.webinarId)}`;
  const [{ value: attendance, position: since }, { value: webinar }] = await Promise.all([
    read<Attendance>(event, `${path}/attendance`),
    read<Webinar>(event, path),
  ]);
  return { attendance, webinar, since };
};
