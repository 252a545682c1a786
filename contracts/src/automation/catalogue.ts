import type { AcademyEventType } from '../facts.ts';

/** Seconds. For effects that nobody wants late, such as mail: an imported history and the demo have none of them. */
const WITHIN_A_DAY = 24 * 3600;

interface Reaction {
  readonly from: readonly AcademyEventType[];
  /** A fact that happened longer ago than so many seconds (by its `at`) has no effect any more; null where it always has. */
  readonly fresh: number | null;
}

/** What happens because of a fact, and because of which: the name is for good, ids of commands and places in the log go by it. */
export const REACTING = {
  'when-booking-changes-then-tell': {
    from: [
      'consultations.BookingHeld.v1',
      'consultations.BookingRequested.v1',
      'consultations.BookingConfirmed.v1',
      'consultations.BookingRefused.v1',
      'consultations.BookingCancelled.v1',
      'consultations.BookingRescheduled.v1',
      'consultations.SessionHeld.v1',
    ],
    fresh: WITHIN_A_DAY,
  },
  'when-session-nears-then-tell': { from: ['consultations.SessionNeared.v1'], fresh: WITHIN_A_DAY },
  'when-payment-captured-then-confirm': { from: ['consultations.PaymentCaptured.v1'], fresh: null },
  'when-booking-ends-then-refund': { from: ['consultations.BookingCancelled.v1', 'consultations.BookingRefused.v1'], fresh: null },
  'when-money-moves-then-invoice': { from: ['consultations.PaymentCaptured.v1', 'consultations.RefundDone.v1'], fresh: null },
  'when-webinar-changes-then-tell': {
    from: [
      'webinars.WebinarEdited.v1',
      'webinars.WebinarCancelled.v1',
      'webinars.RegistrationRequested.v1',
      'webinars.RegistrationRefused.v1',
      'webinars.RegistrationConfirmed.v1',
      'webinars.WaitingListJoined.v1',
      'webinars.RegistrationWithdrawn.v1',
    ],
    fresh: WITHIN_A_DAY,
  },
  'when-webinar-nears-then-tell': { from: ['webinars.WebinarNeared.v1'], fresh: WITHIN_A_DAY },
} as const satisfies Readonly<Record<string, Reaction>>;
export type ReactionName = keyof typeof REACTING;
export type ReactedTo<Name extends ReactionName> = (typeof REACTING)[Name]['from'][number];

/** What the clock does when its time has come, by the kinds of the read model `due`. */
export const CLOCKED = [
  'apply-regrade',
  'attend-booking',
  'close-room',
  'end-attempt',
  'erase-person',
  'move-horizon',
  'remind',
  'remind-of-webinar',
  'send-mail',
  'send-report',
  'settle-payment',
] as const;
export type ClockedName = (typeof CLOCKED)[number];

/** What processes see to by themselves while they run. */
export const WATCHED = ['bar-from-room', 'end-recording', 'keep-calendar', 'leave-room'] as const;
export type WatchedName = (typeof WATCHED)[number];

export type AutomationName = ReactionName | ClockedName | WatchedName;
export const AUTOMATIONS: readonly AutomationName[] = [...(Object.keys(REACTING) as ReactionName[]), ...CLOCKED, ...WATCHED];

export const isReaction = (name: string): name is ReactionName => name in REACTING;
export const isClocked = (name: string): name is ClockedName => (CLOCKED as readonly string[]).includes(name);

/** What a run is called: of which automation, and for what. Everything that it records carries this name. */
export const runName = (automation: string, key: string): string => `${automation} ${key}`;

/** The two parts of a run's name. */
export function partsOfRun(run: string): { readonly automation: string; readonly key: string } {
  const end = run.indexOf(' ');
  return { automation: run.slice(0, end), key: run.slice(end + 1) };
}

/** The run of a reaction goes by where its fact lies. */
export const reactionKey = ({ stream, revision }: { readonly stream: string; readonly revision: number }): string =>
  `${stream}@${revision}`;

/** Where the fact lies that a reaction is to. */
export function placeOfReaction(key: string): { readonly stream: string; readonly revision: number } {
  const end = key.lastIndexOf('@');
  return { stream: key.slice(0, end), revision: Number(key.slice(end + 1)) };
}
