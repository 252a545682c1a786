import { z } from 'zod';
import { Id, Instant, pageOf, PageQuery } from '../values.ts';
import { AttendanceGrading } from './attendance.ts';
import { ProgrammeItem, RegistrationKind, Speaker, WebinarKind } from './plan.ts';

const Named = z.object({ personId: Id, name: z.string().nullable() });

export const WebinarScheduled = z.object({ webinarId: Id }).meta({ id: 'WebinarScheduled' });
export const CancelWebinarRequest = z
  .strictObject({ reason: z.string().trim().max(2000).default('') })
  .meta({ id: 'CancelWebinarRequest' });
export type CancelWebinarRequest = z.infer<typeof CancelWebinarRequest>;

/** What lets one person into one webinar. `code` is what its QR code holds: an address that a host opens to look at it. */
export const Ticket = z.object({ ticketId: Id, webinarId: Id, personId: Id, code: z.string() }).meta({ id: 'Ticket' });
export type Ticket = z.infer<typeof Ticket>;

/** Where a person stands with a webinar. */
export const RegistrationPhase = z.enum(['none', 'requested', 'confirmed', 'waiting', 'refused']).meta({ id: 'RegistrationPhase' });
export type RegistrationPhase = z.infer<typeof RegistrationPhase>;

/** 201 with a ticket where a seat is theirs; 202 without one where they wait: for the host's yes, or (`place`, 1 is the next) for a seat. */
export const Registered = z
  .object({ phase: RegistrationPhase, ticket: Ticket.nullable(), place: z.int().nullable() })
  .meta({ id: 'Registered' });
export type Registered = z.infer<typeof Registered>;

export const WebinarPhase = z.enum(['scheduled', 'live', 'over', 'cancelled']).meta({ id: 'WebinarPhase' });
export type WebinarPhase = z.infer<typeof WebinarPhase>;

/** A webinar as a list shows it. `phase` is `live` while its room is open. */
export const WebinarSummary = z
  .object({
    webinarId: Id,
    title: z.string(),
    kind: WebinarKind,
    course: z.object({ courseId: Id, title: z.string() }).nullable(),
    host: Named,
    start: Instant,
    end: Instant,
    phase: WebinarPhase,
    registration: RegistrationKind,
    seats: z.int().nullable(),
    registered: z.int(),
    /** Where the reader stands; `host` for who runs it, `speaker` for who speaks. */
    as: z.enum(['host', 'speaker', 'attendee']),
    mine: RegistrationPhase,
  })
  .meta({ id: 'WebinarSummary' });
export type WebinarSummary = z.infer<typeof WebinarSummary>;
export const WebinarsPage = pageOf(WebinarSummary).meta({ id: 'WebinarsPage' });

/**
 * Webinars that overlap with [`from`, `to`), the next first, or with `order=falling` the last. `mine`: those I host, speak in or am registered
 * for; each word of `search` begins a word of the title or the summary.
 */
export const WebinarsQuery = PageQuery.extend({
  from: Instant.optional(),
  to: Instant.optional(),
  course: Id.optional(),
  host: Id.optional(),
  search: z.string().trim().max(200).optional(),
  order: z.enum(['rising', 'falling']).optional(),
  mine: z.enum(['true', 'false']).optional(),
});
export type WebinarsQuery = z.infer<typeof WebinarsQuery>;

export const Webinar = WebinarSummary.extend({
  summary: z.string(),
  timeZone: z.string(),
  speakers: z.array(Speaker),
  programme: z.array(ProgrammeItem),
  lobby: z.boolean(),
  /** How attendance counts in the gradebook of its course; null where it does not. */
  grading: AttendanceGrading.nullable(),
  waiting: z.int(),
  reason: z.string(),
  /** My own ticket and my place among those who wait. */
  ticket: Ticket.nullable(),
  place: z.int().nullable(),
  /** From when until when its room lets people in. */
  opens: Instant,
  closes: Instant,
  /** How many recordings there are to watch. */
  recordings: z.int(),
}).meta({ id: 'Webinar' });
export type Webinar = z.infer<typeof Webinar>;

/** Who is registered, for hosts. `since` is when they asked. */
export const Registration = z
  .object({
    person: Named,
    phase: RegistrationPhase,
    since: Instant,
    place: z.int().nullable(),
    ticketId: Id.nullable(),
    checked: Instant.nullable(),
  })
  .meta({ id: 'Registration' });
export type Registration = z.infer<typeof Registration>;
export const RegistrationsPage = pageOf(Registration).meta({ id: 'RegistrationsPage' });

export const RefuseRegistrationRequest = z
  .strictObject({ reason: z.string().trim().max(2000).default('') })
  .meta({ id: 'RefuseRegistrationRequest' });
export type RefuseRegistrationRequest = z.infer<typeof RefuseRegistrationRequest>;

/** Whose ticket it is. */
export const TicketHolder = z.object({ personId: Id, name: z.string().nullable() }).meta({ id: 'TicketHolder' });
export type TicketHolder = z.infer<typeof TicketHolder>;

/** How long somebody was there. `minutes` with one decimal; `share` of the time from opening to closing (or now), 0 to 1. */
export const AttendanceEntry = z
  .object({
    person: Named,
    first: Instant,
    last: Instant.nullable(),
    minutes: z.number(),
    share: z.number(),
    stays: z.array(z.object({ from: Instant, to: Instant.nullable() })),
  })
  .meta({ id: 'AttendanceEntry' });
export type AttendanceEntry = z.infer<typeof AttendanceEntry>;

/** `opened` and `closed` of the room; those registered who never came are `absent`. */
export const Attendance = z
  .object({
    webinarId: Id,
    opened: Instant.nullable(),
    closed: Instant.nullable(),
    items: z.array(AttendanceEntry),
    absent: z.array(Named),
  })
  .meta({ id: 'Attendance' });
export type Attendance = z.infer<typeof Attendance>;

/** One track of a recording: a person's camera, microphone or screen, from `from` seconds after its beginning, so long. */
export const RecordingTrack = z
  .object({
    trackId: Id,
    person: Named,
    source: z.enum(['camera', 'microphone', 'screen', 'screen-audio']),
    from: z.number(),
    seconds: z.number(),
    type: z.string(),
    url: z.string(),
  })
  .meta({ id: 'RecordingTrack' });
export type RecordingTrack = z.infer<typeof RecordingTrack>;

/** What happened while it was recorded; `at` in seconds from its beginning. */
export const RecordingMoment = z
  .discriminatedUnion('what', [
    z.object({ what: z.literal('chat'), at: z.number(), person: Named, text: z.string().nullable() }),
    z.object({ what: z.literal('hand'), at: z.number(), person: Named, up: z.boolean() }),
    z.object({
      what: z.literal('poll'),
      at: z.number(),
      question: z.string(),
      results: z.array(z.object({ text: z.string(), votes: z.int() })).nullable(),
    }),
    /** `page` of `pages`, from 1; without an image none is shown any more. `text` is what the page says. */
    z.object({
      what: z.literal('slide'),
      at: z.number(),
      image: z.string().nullable(),
      title: z.string(),
      page: z.int(),
      pages: z.int(),
      text: z.string(),
    }),
    z.object({ what: z.literal('caption'), at: z.number(), person: Named, text: z.string().nullable() }),
    z.object({ what: z.literal('person'), at: z.number(), person: Named, here: z.boolean() }),
  ])
  .meta({ id: 'RecordingMoment' });
export type RecordingMoment = z.infer<typeof RecordingMoment>;

export const RecordingSummary = z
  .object({
    recordingId: Id,
    started: Instant,
    seconds: z.number(),
    bytes: z.int(),
    phase: z.enum(['running', 'ready', 'failed']),
    reason: z.string(),
  })
  .meta({ id: 'RecordingSummary' });
export type RecordingSummary = z.infer<typeof RecordingSummary>;
export const RecordingsList = z.object({ items: z.array(RecordingSummary) }).meta({ id: 'RecordingsList' });

export const Recording = RecordingSummary.extend({
  webinarId: Id,
  title: z.string(),
  tracks: z.array(RecordingTrack),
  moments: z.array(RecordingMoment),
}).meta({ id: 'Recording' });
export type Recording = z.infer<typeof Recording>;
