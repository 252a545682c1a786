import type { Id, ImageType } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LRUCache } from 'lru-cache';
import { profiles } from '../consultations/profiles/profile.ts';
import { courses } from '../courses/course.ts';
import { isStaff, mayKnow, type Asker } from '../courses/staff.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { hasLeft, isEnrolled, rosters } from '../enrolments/roster.ts';
import { courseOf, knownOf, mayAttend, relationOf } from '../webinars/planning/standing.ts';
import { standingOf, webinars } from '../webinars/planning/webinar.ts';
import { imageFiles, type Owner } from './image.ts';

interface ShownImage {
  readonly type: ImageType;
  readonly bytes: Buffer;
}

interface Kept extends ShownImage {
  readonly owner: Owner;
}

/** An image for those who may see what it stands in. */
export class GetImage extends Query<ShownImage> {
  constructor(
    readonly who: Asker | undefined,
    readonly imageId: Id,
  ) {
    super();
  }
}

const KEPT_BYTES = 32 * 1024 * 1024;
/** Who is in a course changes seldom, and a page asks for all its images at once. */
const MEMBERS_AGE = 2000;

/**
 * Of a course: its staff, and those who learn or have learned in it, whose papers show it for good. A slide: those who may come into the
 * room or watch what was recorded of it. A photo: everybody, as long as it is the one of a profile. A stranger does not learn whether there
 * is anything else.
 */
@QueryHandler(GetImage)
export class GetImageHandler implements IQueryHandler<GetImage> {
  private readonly kept = new LRUCache<Id, Kept>({ maxSize: KEPT_BYTES, sizeCalculation: ({ bytes }) => bytes.length });

  constructor(private readonly streams: Streams) {}

  async execute({ who, imageId }: GetImage): Promise<ShownImage> {
    const file = this.kept.get(imageId) ?? (await this.read(imageId));
    if (file && (await this.maySee(who, imageId, file.owner))) return file;
    throw new Refused({ code: who ? 'image-not-found' : 'not-signed-in' });
  }

  private async read(imageId: Id): Promise<Kept | null> {
    const { state } = await this.streams.look(imageFiles, imageId);
    if (!state || state.data === null) return null;
    const file = { owner: state.owner, type: state.type, bytes: Buffer.from(state.data, 'base64') };
    // A photo is read anew each time, so that nothing of a forgotten person is left here.
    if (!('personId' in file.owner)) this.kept.set(imageId, file);
    return file;
  }

  private maySee(who: Asker | undefined, imageId: Id, owner: Owner): Promise<boolean> | boolean {
    if ('personId' in owner) return this.isPhoto(owner.personId, imageId);
    if (who === undefined) return false;
    return 'courseId' in owner ? this.isInCourse(who, owner.courseId) : this.isAtWebinar(who, owner.webinarId);
  }

  private async isPhoto(personId: Id, imageId: Id): Promise<boolean> {
    const { state } = await this.streams.look(profiles, personId, MEMBERS_AGE);
    return state.photo === imageId;
  }

  private async isAtWebinar(who: Asker, webinarId: Id): Promise<boolean> {
    const { state: webinar } = await this.streams.look(webinars, webinarId, MEMBERS_AGE);
    if (webinar.phase === 'none') return false;
    const known = knownOf(webinar);
    const relation = relationOf(known, await courseOf(this.streams.see, known.courseId, who.personId), who);
    return mayAttend(relation, webinar.plan.registration, standingOf(webinar, who.personId));
  }

  private async isInCourse(who: Asker, courseId: Id): Promise<boolean> {
    const [{ state: course }, { state: roster }] = await Promise.all([
      this.streams.look(courses, courseId, MEMBERS_AGE),
      this.streams.look(rosters, courseId, MEMBERS_AGE),
    ]);
    if (!mayKnow(course, who)) return false;
    return isStaff(course, who) || isEnrolled(roster, who.personId) || hasLeft(roster, who.personId);
  }
}
