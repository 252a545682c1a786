import type { Id, OwnProfile } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { people } from '../../accounts/person.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { offers } from './offers.ts';
import { profiles, type ProfileText } from './profile.ts';

/** A profile for its form, and the revision that an edit of it is to expect. */
export class GetOwnProfile extends Query<{ own: OwnProfile; revision: number }> {
  constructor(readonly instructorId: Id) {
    super();
  }
}

const edited = ({ headline, biography, subjects, languages, ...rest }: ProfileText): OwnProfile['profile'] => ({
  ...rest,
  headline: headline ?? '',
  biography: biography ?? '',
  subjects: [...subjects],
  languages: [...languages],
});

/** From the stream itself: always as it is now. */
@QueryHandler(GetOwnProfile)
export class GetOwnProfileHandler implements IQueryHandler<GetOwnProfile> {
  constructor(private readonly streams: Streams) {}

  async execute({ instructorId }: GetOwnProfile): Promise<{ own: OwnProfile; revision: number }> {
    const [{ state: person }, { state: profile, revision }] = await Promise.all([
      this.streams.look(people, instructorId),
      this.streams.look(profiles, instructorId),
    ]);
    if (person.phase === 'none' || !offers(person)) throw new Refused({ code: 'instructor-not-found' });
    const { text, photo } = profile;
    return { own: { instructorId, name: person.name, profile: text && edited(text), photo }, revision };
  }
}
