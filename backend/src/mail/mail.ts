import type { EventOf, Id, Instant, MailEvent } from '@lyceum/contracts';
import type { Decider } from '../deciding/decider.ts';
import { accept, nothing, type Decision } from '../deciding/decision.ts';

type Composed = EventOf<'mail.MailComposed.v2'>['data'];

/** A message as its delivery needs it. `failed` is given up. `busyUntil`: somebody tries until then; `next`: not before; null where nothing holds it up. */
export interface Written extends Composed {
  readonly phase: 'waiting' | 'failed' | 'done';
  readonly tries: number;
  readonly busyUntil: Instant | null;
  readonly next: Instant | null;
}

export type Mail = { readonly phase: 'none' } | Written;

/** `mail-ID`. Messages are large and seldom asked for. */
export const mails: Decider<Mail, MailEvent> = {
  stream: (mailId) => `mail-${mailId}`,
  passing: true,
  initial: { phase: 'none' },
  evolve: (mail, fact) => {
    if (fact.type === 'mail.MailComposed.v2') {
      const phase = fact.data.way === 'smtp' ? 'waiting' : 'done';
      return { ...fact.data, phase, tries: 0, busyUntil: null, next: null };
    }
    if (mail.phase === 'none') return mail;
    switch (fact.type) {
      case 'mail.DeliveryBegun.v1':
        return { ...mail, tries: fact.data.number, busyUntil: fact.data.until };
      case 'mail.MailSent.v1':
        return { ...mail, phase: 'done', busyUntil: null };
      case 'mail.DeliveryFailed.v1':
        return { ...mail, phase: fact.data.next === null ? 'failed' : 'waiting', busyUntil: null, next: fact.data.next };
      case 'mail.DeliveryOrdered.v1':
        return { ...mail, phase: 'waiting', next: null };
    }
  },
};

/** A message is written once. */
export const compose = (mail: Mail, composed: Composed): Decision<MailEvent> =>
  mail.phase === 'none' ? accept({ type: 'mail.MailComposed.v2', data: composed }) : nothing();

/** How long one try may take, in seconds. A process that dies in it keeps others off for as long. */
const TRY = 30;
/** Seconds to the next try: doubled each time, up to the most. */
const WAIT = { first: 5, most: 3600 };
/** About two days. */
const TRIES = 55;

const later = (at: Instant, seconds: number): Instant => new Date(Date.parse(at) + seconds * 1000).toISOString();

/** Begins a try, unless somebody is at it, it is too early, or there is nothing to send any more. */
export function begin(mail: Mail, now: Instant): Decision<MailEvent> {
  if (mail.phase !== 'waiting') return nothing();
  if ((mail.busyUntil ?? '') > now || (mail.next ?? '') > now) return nothing();
  const { mailId, personId, tries } = mail;
  const never = (reason: string | null): Decision<MailEvent> =>
    accept({ type: 'mail.DeliveryFailed.v1', data: { mailId, personId, reason, next: null } });
  // Who is forgotten has no address, and no key to keep a reason with.
  if (mail.to === null) return never(null);
  if (mail.until !== null && mail.until <= now) return never('It was too late to be of use');
  return accept({ type: 'mail.DeliveryBegun.v1', data: { mailId, personId, number: tries + 1, until: later(now, TRY) } });
}

/** It is to be tried again now, unless it has gone out or somebody is at it. */
export function order(mail: Mail, operatorId: Id, now: Instant): Decision<MailEvent> {
  if (mail.phase === 'none' || mail.phase === 'done' || (mail.busyUntil ?? '') > now) return nothing();
  const { mailId, personId } = mail;
  return accept({ type: 'mail.DeliveryOrdered.v1', data: { mailId, personId, operatorId } });
}

/** What came of a try: taken, or not and why; `final` where the server will not take it later either. */
export type Delivery = { readonly taken: true } | { readonly taken: false; readonly reason: string; readonly final: boolean };

/** Records what came of the try that `number` names. Where another has begun meanwhile, a failure is that one's to tell. */
export function conclude(mail: Mail, number: number, delivery: Delivery, now: Instant): Decision<MailEvent> {
  if (mail.phase !== 'waiting') return nothing();
  const { mailId, personId, tries } = mail;
  if (delivery.taken) return accept({ type: 'mail.MailSent.v1', data: { mailId, personId } });
  if (tries !== number) return nothing();
  const seconds = Math.min(WAIT.most, WAIT.first * 2 ** (number - 1));
  const next = delivery.final || number >= TRIES ? null : later(now, seconds);
  return accept({ type: 'mail.DeliveryFailed.v1', data: { mailId, personId, reason: delivery.reason, next } });
}
