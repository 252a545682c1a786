import type { BookingMailKind, EventOf, ReactedTo, Recorded } from '@lyceum/contracts';
import type { EventLog } from '@lyceum/stores';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CONFIG, type Config } from '../../config.ts';
import type { CommandContext } from '../../deciding/context.ts';
import { Streams } from '../../deciding/streams.ts';
import { Writer } from '../../mail/writing/writer.ts';
import { EVENT_LOG } from '../../stores/tokens.ts';
import { letterOf, type News } from './letters.ts';
import { nameOf } from '../../accounts/name-of.ts';
import { senderOf, type Sender } from './sender.ts';
import { Sessions, type Session } from './sessions.ts';

/** What people are told of. */
export type ToldFact = Recorded<EventOf<ReactedTo<'when-booking-changes-then-tell'>>>;

/** The two are told what became of a booking. */
export class TellOfBooking extends Command<void> {
  constructor(
    readonly context: CommandContext,
    readonly fact: ToldFact,
  ) {
    super();
  }
}

type Telling = readonly [as: 'student' | 'instructor', kind: BookingMailKind];

/** Who is told what. What was only held, nobody but its student knows of. */
export function tellings(fact: ToldFact, session: Session): readonly Telling[] {
  const both = (kind: BookingMailKind): readonly Telling[] => [
    ['student', kind],
    ['instructor', kind],
  ];
  switch (fact.type) {
    case 'consultations.BookingHeld.v1':
      return fact.data.offered ? [['student', 'booking-offered']] : [];
    case 'consultations.BookingRequested.v1':
      return [['instructor', 'booking-requested']];
    case 'consultations.BookingConfirmed.v1':
      return both('booking-confirmed');
    case 'consultations.BookingRefused.v1':
      return session.invited ? both('booking-refused') : [['student', 'booking-refused']];
    case 'consultations.BookingCancelled.v1':
      return session.known ? both('booking-cancelled') : [];
    case 'consultations.BookingRescheduled.v1':
      return session.known ? both('booking-moved') : [];
    case 'consultations.SessionHeld.v1':
      return [['student', 'review-asked']];
  }
}

/** One append has at most a series in it. */
const LONGEST = 100;

@CommandHandler(TellOfBooking)
export class TellOfBookingHandler implements ICommandHandler<TellOfBooking> {
  private readonly sender: Sender;

  constructor(
    private readonly sessions: Sessions,
    private readonly streams: Streams,
    private readonly writer: Writer,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CONFIG) config: Config,
  ) {
    this.sender = senderOf(config);
  }

  /** A series is told of once: what one command did to sessions of the same two goes into one message. */
  async execute({ context, fact }: TellOfBooking): Promise<void> {
    const { instructorId, studentId, bookingId } = fact.data;
    const { commandId } = fact.metadata;
    const following = (await this.log.read(fact.stream, fact.revision - 1, LONGEST)) as readonly ToldFact[];
    const ofCommand = following.filter(({ metadata }) => metadata.commandId === commandId);
    const facts = ofCommand.filter(({ type, data }) => type === fact.type && data.studentId === studentId);
    const all = await this.sessions.after(instructorId, ofCommand.at(-1)?.revision ?? fact.revision);
    const own = all.get(bookingId);
    const sessions = facts.flatMap(({ data }) => all.get(data.bookingId) ?? []);
    if (!own) return;
    for (const [as, kind] of tellings(fact, own)) {
      const [personId, otherId] = as === 'student' ? [studentId, instructorId] : [instructorId, studentId];
      const news = { ...whatOf(facts, sessions), kind, as, sessions, now: context.at, other: await nameOf(this.streams, otherId) };
      await this.writer.write(context, { of: commandId, kind, personId }, (reader) => letterOf(news, reader, this.sender));
    }
  }
}

/** What the facts of one command say beside which sessions they are about. */
function whatOf(facts: readonly ToldFact[], sessions: readonly Session[]): Pick<News, 'by' | 'reason' | 'refund' | 'former' | 'at'> {
  const [first] = facts;
  const data = first?.data;
  const back = facts.flatMap((fact) => {
    if (fact.type === 'consultations.BookingCancelled.v1') return fact.data.refund ?? [];
    const refused = fact.type === 'consultations.BookingRefused.v1';
    return refused ? (sessions.find(({ bookingId }) => bookingId === fact.data.bookingId)?.price ?? []) : [];
  });
  return {
    by: data && 'by' in data ? data.by : null,
    reason: data && 'reason' in data ? data.reason : null,
    former: data && 'former' in data ? data.former : null,
    refund: back[0] ? { amount: back.reduce((sum, { amount }) => sum + amount, 0), currency: back[0].currency } : null,
    at: first?.metadata.at ?? '',
  };
}
