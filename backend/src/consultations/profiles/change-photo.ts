import type { Id, PhotoStands, ProfileEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { people, type Person } from '../../accounts/person.ts';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { keepPhoto } from '../../images/keep-photo.ts';
import { mustOffer, offers } from './offers.ts';
import { profiles, type Profile } from './profile.ts';

/** An instructor's profile gets another photo, or none. */
export class ChangePhoto extends Command<Written<PhotoStands>> {
  constructor(
    readonly context: CommandContext,
    readonly by: Id,
    readonly instructorId: Id,
    readonly file: Uint8Array | null,
  ) {
    super();
  }
}

export function decide(profile: Profile, instructor: Person, instructorId: Id, imageId: Id | null): Decision<ProfileEvent> {
  if (!offers(instructor)) return refuse('instructor-not-found');
  if (profile.photo === imageId) return nothing();
  return accept({ type: 'consultations.PhotoChanged.v1', data: { instructorId, imageId } });
}

@CommandHandler(ChangePhoto)
export class ChangePhotoHandler implements ICommandHandler<ChangePhoto> {
  constructor(private readonly streams: Streams) {}

  async execute({ context, by, instructorId, file }: ChangePhoto): Promise<Written<PhotoStands>> {
    const { streams } = this;
    await mustOffer(streams.see, instructorId);
    const photo = file && (await keepPhoto(streams, context, instructorId, by, file));
    const outcome = await streams.decide(
      profiles,
      instructorId,
      context,
      (profile, instructor: Person) => decide(profile, instructor, instructorId, photo),
      { seeing: (see) => see(people, instructorId) },
    );
    return answer(outcome, { instructorId, photo });
  }
}
