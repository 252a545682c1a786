import { isDeepStrictEqual } from 'node:util';
import type { EditProfileRequest, Id, ProfileEvent } from '@lyceum/contracts';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { people, type Person } from '../../accounts/person.ts';
import { answer, type Written } from '../../api/written.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { accept, nothing, refuse, type Decision } from '../../deciding/decision.ts';
import { Streams } from '../../deciding/streams.ts';
import { offers } from './offers.ts';
import { profiles, type Profile } from './profile.ts';

/** An instructor's profile is written, by themselves or by an admin. */
export class EditProfile extends Command<Written<{ instructorId: Id }>> {
  constructor(
    readonly context: CommandContext,
    readonly instructorId: Id,
    readonly edit: EditProfileRequest,
    readonly expected?: number,
  ) {
    super();
  }
}

/** Subjects and languages stand in their order, each once. */
const once = (words: readonly string[]): string[] => [...new Map(words.map((word) => [word.toLowerCase(), word])).values()];

export function decide(
  profile: Profile,
  instructor: Person,
  { instructorId, edit }: Pick<EditProfile, 'instructorId' | 'edit'>,
): Decision<ProfileEvent> {
  if (!offers(instructor)) return refuse('instructor-not-found');
  const text = { ...edit, subjects: once(edit.subjects), languages: once(edit.languages) };
  if (isDeepStrictEqual(profile.text, text)) return nothing();
  return accept({ type: 'consultations.ProfileEdited.v1', data: { instructorId, ...text } });
}

@CommandHandler(EditProfile)
export class EditProfileHandler implements ICommandHandler<EditProfile> {
  constructor(private readonly streams: Streams) {}

  async execute(command: EditProfile): Promise<Written<{ instructorId: Id }>> {
    const { instructorId, context, expected } = command;
    const outcome = await this.streams.decide(
      profiles,
      instructorId,
      context,
      (profile, instructor: Person) => decide(profile, instructor, command),
      { expected, seeing: (see) => see(people, instructorId) },
    );
    return answer(outcome, { instructorId });
  }
}
