import { z } from 'zod';
import { Id, Line, pageOf, PageQuery, TimeZone } from '../values.ts';
import { Money } from './money.ts';

/** A BCP 47 language tag without regions, `en`, `uk`. */
export const Language = z.string().regex(/^[a-z]{2,3}$/, 'a language code such as en or uk');

/** What an instructor says of themselves; `price` is that of an hour, null or 0 is free. `biography` is Markdown. */
export const EditProfileRequest = z
  .strictObject({
    headline: Line,
    biography: z.string().max(20_000),
    subjects: z.array(Line.max(60)).max(20),
    languages: z.array(Language).max(20),
    price: Money.nullable().default(null),
    timeZone: TimeZone,
  })
  .meta({ id: 'EditProfileRequest' });
export type EditProfileRequest = z.infer<typeof EditProfileRequest>;

/** `maxPrice` in minor units of the price of an hour; `freeWithinDays` counts from now. */
export const InstructorsQuery = PageQuery.extend({
  search: z.string().trim().max(200).optional(),
  subject: z.string().trim().max(60).optional(),
  language: Language.optional(),
  maxPrice: z.coerce.number().int().min(0).optional(),
  minRating: z.coerce.number().min(1).max(5).optional(),
  freeWithinDays: z.coerce.number().int().min(1).max(60).optional(),
  /** By name, the best rated first, or who is free soonest first. */
  sort: z.enum(['name', 'rating', 'soonest']).default('name'),
});
export type InstructorsQuery = z.infer<typeof InstructorsQuery>;

/** A profile as its owner edits it; null as long as nothing is written. `photo` is an image. */
export const OwnProfile = z
  .object({ instructorId: Id, name: z.string().nullable(), profile: EditProfileRequest.nullable(), photo: Id.nullable() })
  .meta({ id: 'OwnProfile' });
export type OwnProfile = z.infer<typeof OwnProfile>;

export const ProfileStands = z.object({ instructorId: Id }).meta({ id: 'ProfileStands' });
export const PhotoStands = z.object({ instructorId: Id, photo: Id.nullable() }).meta({ id: 'PhotoStands' });
export type PhotoStands = z.infer<typeof PhotoStands>;

/** The average of the stars (1 to 5) and how many gave them; null where nobody has. */
export const Rating = z.object({ average: z.number(), count: z.int() }).meta({ id: 'Rating' });
export type Rating = z.infer<typeof Rating>;

export const InstructorItem = z
  .object({
    instructorId: Id,
    name: z.string().nullable(),
    headline: z.string(),
    subjects: z.array(z.string()),
    languages: z.array(z.string()),
    price: Money.nullable(),
    timeZone: z.string(),
    photo: Id.nullable(),
    rating: Rating.nullable(),
    /** The next time that can be booked, as far as was looked ahead. */
    nextFree: z.iso.datetime().nullable(),
  })
  .meta({ id: 'InstructorItem' });
export type InstructorItem = z.infer<typeof InstructorItem>;
export const InstructorsPage = pageOf(InstructorItem).meta({ id: 'InstructorsPage' });

export const InstructorDetail = InstructorItem.extend({
  biography: z.string(),
  /** Of the days of the calendar; null as long as no times are set. */
  calendarZone: z.string().nullable(),
  lengths: z.array(z.int()),
  approval: z.boolean(),
  cancellation: z.object({ freeUntil: z.int(), lateRefund: z.int() }).nullable(),
}).meta({ id: 'InstructorDetail' });
export type InstructorDetail = z.infer<typeof InstructorDetail>;
