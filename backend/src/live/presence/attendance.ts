import { TYPING_LASTS, type AttendRequest, type Id, type PresenceNews, type TypingNews, type TypingRequest } from '@lyceum/contracts';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { conversations, otherThan } from '../../consultations/chat/conversation.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { Signs } from './signs.ts';
import type { Sign } from './sign.ts';

/** Times in milliseconds. A page that is loaded anew is no leaving. */
const GRACE = 4000;
const LASTS = 45_000;
const RENEWED = 15_000;
/** Typing that is said more often than this is not passed on. */
const TYPING_GAP = 1000;

/** One live connection, as far as presence goes. */
export interface Guest {
  readonly personId: Id;
  presence(news: PresenceNews): void;
  typing(news: TypingNews): void;
}

interface Attending {
  /** By conversation, the other in it. */
  readonly others: ReadonlyMap<Id, Id>;
  typedAt: number;
}

const onlineOf = (personId: Id): Sign => ({ kind: 'online', personId, place: '-' });

/** Who is here, and who may know: those who share a conversation, of the conversations that their page shows. */
@Injectable()
export class Attendance implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly guests = new Map<Guest, Attending>();
  /** How many connections of each person end here. */
  private readonly connections = new Map<Id, number>();
  private readonly leaving = new Map<Id, NodeJS.Timeout>();
  private renewing: NodeJS.Timeout | undefined;
  private deaf: (() => void) | undefined;

  constructor(
    private readonly signs: Signs,
    private readonly streams: Streams,
  ) {}

  onApplicationBootstrap(): void {
    this.deaf = this.signs.listen((sign, given) => this.changed(sign, given));
    this.renewing = setInterval(() => {
      void this.signs.renew([...this.connections.keys()].map(onlineOf), LASTS);
    }, RENEWED);
  }

  beforeApplicationShutdown(): void {
    this.deaf?.();
    clearInterval(this.renewing);
    for (const timer of this.leaving.values()) clearTimeout(timer);
  }

  came(guest: Guest): void {
    const { personId } = guest;
    this.guests.set(guest, { others: new Map(), typedAt: -Infinity });
    const before = this.connections.get(personId) ?? 0;
    this.connections.set(personId, before + 1);
    clearTimeout(this.leaving.get(personId));
    if (!this.leaving.delete(personId) && before === 0) void this.signs.give(onlineOf(personId), LASTS);
  }

  went(guest: Guest): void {
    const { personId } = guest;
    if (!this.guests.delete(guest)) return;
    const left = (this.connections.get(personId) ?? 1) - 1;
    if (left > 0) {
      this.connections.set(personId, left);
      return;
    }
    this.connections.delete(personId);
    const leave = () => {
      this.leaving.delete(personId);
      void this.signs.take(onlineOf(personId));
    };
    this.leaving.set(personId, setTimeout(leave, GRACE).unref());
  }

  /** From now on the guest's page shows these conversations; gives who of the others is on line. */
  async attend(guest: Guest, { conversationIds }: AttendRequest): Promise<readonly Id[]> {
    const named = await Promise.all(conversationIds.map(async (id) => [id, await this.otherIn(id, guest.personId)] as const));
    const others = new Map(named.flatMap(([id, other]) => (other === undefined ? [] : [[id, other] as const])));
    const attending = this.guests.get(guest);
    if (attending) this.guests.set(guest, { ...attending, others });
    return [...new Set(others.values())].filter((other) => this.signs.has(onlineOf(other)));
  }

  /** @throws Refused where it is no conversation of theirs */
  async types(guest: Guest, { conversationId }: TypingRequest): Promise<void> {
    if ((await this.otherIn(conversationId, guest.personId)) === undefined) throw new Refused({ code: 'conversation-not-found' });
    const attending = this.guests.get(guest);
    const now = performance.now();
    if (!attending || now - attending.typedAt < TYPING_GAP) return;
    attending.typedAt = now;
    await this.signs.give({ kind: 'typing', personId: guest.personId, place: conversationId }, TYPING_LASTS);
  }

  private async otherIn(conversationId: Id, personId: Id): Promise<Id | undefined> {
    return otherThan(await this.streams.see(conversations, conversationId), personId);
  }

  private changed({ kind, personId, place }: Sign, given: boolean): void {
    for (const [guest, { others }] of this.guests) {
      if (kind === 'online') {
        if (guest.personId !== personId && [...others.values()].includes(personId)) guest.presence({ personId, online: given });
      } else if (kind === 'typing' && given && others.get(place) === personId) guest.typing({ conversationId: place, personId });
    }
  }
}
