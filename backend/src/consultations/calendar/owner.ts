import { allows, Id } from '@lyceum/contracts';
import { z } from 'zod';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';

/** Whose calendar or profile a path means: one's own, or that of the named instructor. */
export const Whose = z.union([z.literal('me'), Id]);

/**
 * The instructor whose calendar the asker may manage: their own as long as they are one, any for admins.
 * @throws Refused not-allowed
 */
export function ownerOf(who: Asker, whose: z.infer<typeof Whose>): Id {
  const owner = whose === 'me' ? who.personId : whose;
  const right = owner === who.personId ? 'consultations.offer' : 'consultations.manage';
  if (!allows(who.roles, right)) throw new Refused({ code: 'not-allowed' });
  return owner;
}
