import type { Id, ImageType } from '@lyceum/contracts';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LRUCache } from 'lru-cache';
import { courses } from '../courses/course.ts';
import { isStaff, mayKnow, type Asker } from '../courses/staff.ts';
import { Refused } from '../deciding/refused.ts';
import { Streams } from '../deciding/streams.ts';
import { hasLeft, isEnrolled, rosters } from '../enrolments/roster.ts';
import { imageFiles } from './image.ts';

interface ImageFile {
  readonly courseId: Id;
  readonly type: ImageType;
  readonly bytes: Buffer;
}

/** An image for those who may see what it stands in. */
export class GetImage extends Query<ImageFile> {
  constructor(
    readonly who: Asker,
    readonly imageId: Id,
  ) {
    super();
  }
}

const KEPT_BYTES = 32 * 1024 * 1024;
/** Who is in a course changes seldom, and a page asks for all its images at once. */
const MEMBERS_AGE = 2000;

/** The staff of its course, and those who learn or have learned in it: their papers show it for good. */
@QueryHandler(GetImage)
export class GetImageHandler implements IQueryHandler<GetImage> {
  private readonly kept = new LRUCache<Id, ImageFile>({ maxSize: KEPT_BYTES, sizeCalculation: ({ bytes }) => bytes.length });

  constructor(private readonly streams: Streams) {}

  async execute({ who, imageId }: GetImage): Promise<ImageFile> {
    const file = this.kept.get(imageId) ?? (await this.read(imageId));
    if (!file || !(await this.maySee(who, file.courseId))) throw new Refused({ code: 'image-not-found' });
    return file;
  }

  private async read(imageId: Id): Promise<ImageFile | null> {
    const { state } = await this.streams.look(imageFiles, imageId);
    if (!state) return null;
    const file = { courseId: state.courseId, type: state.type, bytes: Buffer.from(state.data, 'base64') };
    this.kept.set(imageId, file);
    return file;
  }

  private async maySee(who: Asker, courseId: Id): Promise<boolean> {
    const [{ state: course }, { state: roster }] = await Promise.all([
      this.streams.look(courses, courseId, MEMBERS_AGE),
      this.streams.look(rosters, courseId, MEMBERS_AGE),
    ]);
    if (!mayKnow(course, who)) return false;
    return isStaff(course, who) || isEnrolled(roster, who.personId) || hasLeft(roster, who.personId);
  }
}
