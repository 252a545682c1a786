import { allows, type Id } from '@lyceum/contracts';
import { people, type Person } from '../../accounts/person.ts';
import { Refused } from '../../deciding/refused.ts';
import type { See } from '../../deciding/streams.ts';

/** Whether somebody offers consultations: only then is there anything of theirs for others. */
export const offers = (person: Person): boolean => person.phase === 'registered' && allows(person.roles, 'consultations.offer');

/** @throws Refused where the person offers no consultations */
export async function mustOffer(see: See, instructorId: Id): Promise<void> {
  if (!offers(await see(people, instructorId))) throw new Refused({ code: 'instructor-not-found' });
}
