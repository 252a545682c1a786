import type { EventOf, Id, ProfileEvent } from '@lyceum/contracts';
import type { Decider } from '../../deciding/decider.ts';

/** What an instructor says of themselves, without whose it is. */
export type ProfileText = Omit<EventOf<'consultations.ProfileEdited.v1'>['data'], 'instructorId'>;

/** An instructor's public profile as decisions and its own form need it; `text` is null as long as nothing is written. */
export interface Profile {
  readonly text: ProfileText | null;
  readonly photo: Id | null;
}

/** `profile-INSTRUCTORID`: what an instructor says of themselves. */
export const profiles: Decider<Profile, ProfileEvent> = {
  stream: (instructorId) => `profile-${instructorId}`,
  initial: { text: null, photo: null },
  evolve: (profile, { type, data }) => {
    if (type === 'consultations.PhotoChanged.v1') return { ...profile, photo: data.imageId };
    const { instructorId: _, ...text } = data;
    return { ...profile, text };
  },
};
