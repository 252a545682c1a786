import type { InstructorDetail } from '@lyceum/contracts';
import { load as read } from '#lib/api/loading.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('lyceum:instructor');
  const { value: instructor, position: since } = await read<InstructorDetail>(event, `/api/instructors/${event.params.instructorId}`);
  return { instructor, since };
};
