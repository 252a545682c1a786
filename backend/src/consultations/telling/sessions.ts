import type { BookingPhase, CalendarEvent, Id, Instant, Money, Recorded } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Forgotten } from '../../accounts/forgotten.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { calendars } from '../calendar/calendar.ts';

/** A session as people are told of it; minutes. */
export interface Session {
  readonly bookingId: Id;
  readonly instructorId: Id;
  readonly studentId: Id;
  readonly start: Instant;
  readonly length: number;
  readonly phase: BookingPhase;
  readonly price: Money | null;
  /** Null once the student is forgotten. */
  readonly note: string | null;
  /** What the instructor calls it, where it was opened by hand. */
  readonly title: string;
  readonly expires: Instant | null;
  /** How often it was moved. */
  readonly moves: number;
  /** Whether the instructor has been told of it: what is only kept for a while is nobody else's business. */
  readonly known: boolean;
  /** Whether it has been in its people's own calendars. */
  readonly invited: boolean;
}

/** The sessions of a calendar after its fact at `revision`. It is folded in place: nobody else sees it. */
class Folded {
  revision = -1;
  readonly sessions = new Map<Id, Session>();
  private readonly titles = new Map<Id, string>();

  take(fact: Recorded<CalendarEvent>): void {
    // Two who read at once read the same.
    if (fact.revision <= this.revision) return;
    this.revision = fact.revision;
    if (fact.type === 'consultations.SlotOpened.v1') this.titles.set(fact.data.slotId, fact.data.title);
    if (!('bookingId' in fact.data)) return;
    if (fact.type === 'consultations.BookingHeld.v1') {
      const { before: _, after: __, cancellation: ___, seriesId: ____, offered: _____, slotId, ...held } = fact.data;
      const title = this.titles.get(slotId ?? '') ?? '';
      this.sessions.set(held.bookingId, { ...held, title, phase: 'held', moves: 0, known: false, invited: false });
      return;
    }
    const session = this.sessions.get(fact.data.bookingId);
    if (session) this.sessions.set(session.bookingId, { ...session, ...this.change(session, fact) });
  }

  private change(session: Session, fact: Recorded<CalendarEvent>): Partial<Session> {
    switch (fact.type) {
      case 'consultations.HoldExpired.v1':
        return { phase: 'expired' };
      case 'consultations.BookingRequested.v1':
        return { phase: 'requested', expires: null, known: true };
      case 'consultations.BookingConfirmed.v1':
        return { phase: 'confirmed', expires: null, known: true, invited: true };
      case 'consultations.BookingRefused.v1':
        return { phase: 'refused' };
      case 'consultations.BookingCancelled.v1':
        return { phase: 'cancelled' };
      case 'consultations.BookingRescheduled.v1': {
        const { start, length, slotId } = fact.data;
        return { start, length, title: this.titles.get(slotId ?? '') ?? '', moves: session.moves + 1 };
      }
      case 'consultations.SessionHeld.v1':
        return { phase: 'completed' };
      case 'consultations.NoShowRecorded.v1':
        return { phase: 'no-show' };
      default:
        return {};
    }
  }
}

const KEPT = 500;

/** A calendar's sessions as they stood after one of its facts, also those that are over: what is told is what was so then. */
@Injectable()
export class Sessions {
  private readonly kept = new LRUCache<Id, Folded>({ max: KEPT });

  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    forgotten: Forgotten,
  ) {
    forgotten.listen(() => this.kept.clear());
  }

  /** After the fact at `revision`. Facts are asked for in their order, so that hardly any is read twice. @throws EventStoreUnavailable */
  async after(instructorId: Id, revision: number): Promise<ReadonlyMap<Id, Session>> {
    const kept = this.kept.get(instructorId);
    const folded = kept && kept.revision <= revision ? kept : new Folded();
    return (await this.read(instructorId, folded, revision - folded.revision)).sessions;
  }

  /** As they stand now. @throws EventStoreUnavailable */
  async now(instructorId: Id): Promise<ReadonlyMap<Id, Session>> {
    return (await this.read(instructorId, this.kept.get(instructorId) ?? new Folded())).sessions;
  }

  private async read(instructorId: Id, folded: Folded, count?: number): Promise<Folded> {
    const news = count === 0 ? [] : await this.log.read(calendars.stream(instructorId), folded.revision, count);
    for (const fact of news as readonly Recorded<CalendarEvent>[]) folded.take(fact);
    this.kept.set(instructorId, folded);
    return folded;
  }
}
