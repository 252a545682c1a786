import type { AcademyEventType, EventOf, Instant, Recorded, RunState } from '@lyceum/contracts';

/** How a run stands after an effect of it. */
export interface Standing {
  readonly state: Exclude<RunState, 'waiting'>;
  readonly reason: string | null;
  readonly next: Instant | null;
  readonly tries?: number;
}

const DONE: Standing = { state: 'done', reason: null, next: null };

type Telling = { readonly [Type in AcademyEventType]?: (data: EventOf<Type>['data']) => Standing };

/** Effects that say themselves how it went; whatever else is recorded says that it was done. What a mail server answers is personal, and stays in the mailbox. */
const TOLD: Telling = {
  'mail.DeliveryOrdered.v1': () => ({ ...DONE, state: 'again' }),
  'mail.DeliveryBegun.v1': ({ number }) => ({ ...DONE, state: 'running', tries: number }),
  'mail.DeliveryFailed.v1': ({ next }) => ({ state: next === null ? 'given-up' : 'failed', reason: null, next }),
  'consultations.SyncFailed.v1': ({ problem }) => ({ state: 'failed', reason: problem, next: null }),
  'webinars.RecordingFailed.v1': ({ reason }) => ({ state: 'given-up', reason, next: null }),
};

export function standingAfter({ type, data }: Recorded<EventOf<AcademyEventType>>): Standing {
  const told = TOLD[type] as ((data: unknown) => Standing) | undefined;
  return told?.(data) ?? DONE;
}
