import { z } from 'zod';
import { Id, Instant, Line } from '../../values.ts';

export const CalendarKind = z.enum(['caldav', 'google']).meta({ id: 'CalendarKind' });
export type CalendarKind = z.infer<typeof CalendarKind>;

/** The most calendars that one person connects. */
export const MOST_CALENDARS = 5;

/**
 * Why another calendar cannot be kept in step. `unreachable`: it does not answer. `address-barred`: the address is one that the academy does
 * not call. `wrong-credentials`: it does not take the name and the password (any more). `no-calendar`: there is none at the address.
 * `unreadable`: what it answers is no calendar. `refused`: it does not let sessions be written.
 */
export const SyncProblem = z
  .enum(['unreachable', 'address-barred', 'wrong-credentials', 'no-calendar', 'unreadable', 'refused'])
  .meta({ id: 'SyncProblem' });
export type SyncProblem = z.infer<typeof SyncProblem>;

const Address = z.url({ protocol: /^https?$/ }).max(1000);
const Account = { username: z.string().trim().min(1).max(200), password: z.string().min(1).max(500) };

/** Where calendars are looked for: the address that the provider gives, with a name and an app password. */
export const FindCalendarsRequest = z.strictObject({ address: Address, ...Account }).meta({ id: 'FindCalendarsRequest' });
export type FindCalendarsRequest = z.infer<typeof FindCalendarsRequest>;

export const FoundCalendars = z
  .object({ calendars: z.array(z.object({ address: z.string(), name: z.string() })) })
  .meta({ id: 'FoundCalendars' });
export type FoundCalendars = z.infer<typeof FoundCalendars>;

/** `address` is that of one calendar, as it was found. */
export const ConnectCalendarRequest = z.strictObject({ address: Address, name: Line, ...Account }).meta({ id: 'ConnectCalendarRequest' });
export type ConnectCalendarRequest = z.infer<typeof ConnectCalendarRequest>;

export const CalendarConnected = z.object({ connectionId: Id }).meta({ id: 'CalendarConnected' });

/** What came of looking at a calendar: null where it is in step. */
export const CalendarSynced = z.object({ problem: SyncProblem.nullable() }).meta({ id: 'CalendarSynced' });

/** A connected calendar. `problem` is there as long as it cannot be kept in step, `since` then. */
export const ConnectionItem = z
  .object({
    connectionId: Id,
    kind: CalendarKind,
    name: z.string().nullable(),
    connectedAt: Instant,
    problem: z.object({ code: SyncProblem, since: Instant }).nullable(),
  })
  .meta({ id: 'ConnectionItem' });
export type ConnectionItem = z.infer<typeof ConnectionItem>;

/** `google`: whether a Google calendar can be connected here. */
export const Connections = z.object({ items: z.array(ConnectionItem), google: z.boolean() }).meta({ id: 'Connections' });
export type Connections = z.infer<typeof Connections>;

/** Where the browser goes to let Google ask the person. */
export const GoogleConsent = z.object({ url: z.string() }).meta({ id: 'GoogleConsent' });
export const GoogleAnswer = z.strictObject({
  state: z.string().max(500),
  code: z.string().max(2000).optional(),
  error: z.string().max(200).optional(),
});
