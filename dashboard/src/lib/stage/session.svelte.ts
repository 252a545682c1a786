import {
  changeRoom,
  type Id,
  type MediaStatus,
  type RoomBody,
  type RoomChange,
  type RoomNews,
  type RoomPlace,
  type RoomRequest,
  type RoomView,
} from '@lyceum/contracts';
import { SvelteMap } from 'svelte/reactivity';
import { ApiProblem } from '#lib/api/problem.ts';
import { RoomMedia } from './media.svelte.ts';
import { Signalling } from './signalling.ts';

/** Where one stands: not yet in, at the door (`early`, `lobby`), inside, or out again. */
export type Standing = 'entering' | 'early' | 'lobby' | 'in' | 'out' | 'refused';

export interface Caption {
  readonly personId: Id;
  readonly name: string | null;
  readonly text: string;
}

export interface Floating {
  readonly key: number;
  readonly personId: Id;
  readonly reaction: string;
}

/** Milliseconds that a reaction and a caption are to be seen. */
const FLOATS = 4000;
const READ = 6000;
/** Milliseconds until one asks again to be let in whom nobody answered. */
const AGAIN = 2000;

/** One's place in a room: it is taken up again by itself after every drop, and left with the page. */
export class RoomSession {
  standing = $state<Standing>('entering');
  /** Whether the signalling is there. */
  connected = $state(false);
  view = $state.raw<RoomView | null>(null);
  /** Why one is out. */
  why = $state<RoomNews['out']['why'] | null>(null);
  problem = $state<ApiProblem | null>(null);
  status = $state.raw<MediaStatus | null>(null);
  speakerId = $state<Id | null>(null);
  /** How loud people are just now, from 0 to 1. */
  readonly levels = new SvelteMap<Id, number>();
  captions = $state.raw<readonly Caption[]>([]);
  floating = $state.raw<readonly Floating[]>([]);
  /** Messages that came while nobody looked at them. */
  unread = $state(0);
  media = $state.raw<RoomMedia | null>(null);
  readonly me: Id;
  readonly #room: string;
  #signalling: Signalling | null = null;
  #connectionId: Id | null = null;
  #floats = 0;
  /** A host has switched something of mine off. */
  onmuted: (source: string) => void = () => undefined;

  /** `room` is `webinar:ID` or `booking:ID`. */
  constructor(room: string, me: Id) {
    this.#room = room;
    this.me = me;
  }

  async open(): Promise<void> {
    const signalling = await Signalling.make();
    this.#signalling = signalling;
    this.media = new RoomMedia(signalling, this.me);
    this.#listen(signalling);
    signalling.open(
      () => {
        this.connected = true;
        void this.#enter();
      },
      () => (this.connected = false),
    );
  }

  get mine() {
    return this.view?.participants.find(({ personId }) => personId === this.me) ?? null;
  }

  get runs(): boolean {
    return this.mine?.role === 'host' || this.mine?.role === 'co-host';
  }

  /** Asks the room for something. What is refused is kept as `problem`, to be shown; gives null then. */
  async ask<Name extends RoomRequest>(name: Name, body: RoomBody<Name>) {
    try {
      this.problem = null;
      return (await this.#signalling?.ask(name, body)) ?? null;
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem;
      this.problem = problem;
      return null;
    }
  }

  /** What one has voted oneself is told to nobody else, and so not told back. */
  voted(pollId: Id, choices: readonly Id[]): void {
    const poll = this.view?.polls.find((one) => one.pollId === pollId);
    if (poll) this.#changed({ what: 'poll', poll: { ...poll, mine: choices } });
  }

  /** Leaves for good. */
  async leave(): Promise<void> {
    if (this.standing === 'in') await this.#signalling?.ask('leave', {}).catch(() => undefined);
    this.close();
    this.standing = 'out';
  }

  /** The page goes; the place is kept for who comes back in a moment. */
  close(): void {
    this.media?.close();
    this.#signalling?.close();
  }

  /** Tries again after one was refused. */
  again(): void {
    this.problem = null;
    void this.#enter();
  }

  #isOut(): boolean {
    return this.standing === 'out';
  }

  async #enter(): Promise<void> {
    const signalling = this.#signalling;
    if (!signalling || this.#isOut()) return;
    try {
      const connectionId = this.#connectionId === null ? {} : { connectionId: this.#connectionId };
      await this.#placed(await signalling.ask('enter', { room: this.#room, ...connectionId }));
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) return;
      // Nobody answered: where the line is there, it is tried again; where it is not, that happens when it is.
      if (problem.code === 'offline') {
        setTimeout(() => signalling.connected && void this.#enter(), AGAIN);
        return;
      }
      if (this.#isOut()) return;
      this.problem = problem;
      this.standing = 'refused';
      this.media?.close();
    }
  }

  async #placed(place: RoomPlace): Promise<void> {
    if (place.phase !== 'in') {
      this.standing = place.phase;
      return;
    }
    this.#connectionId = place.connectionId;
    this.view = place.view;
    this.status = place.media;
    this.speakerId = place.speakerId;
    this.standing = 'in';
    if (place.rtpCapabilities === null || !this.media) return;
    if (place.resumed && this.media.way !== 'none') await this.media.resume(place.sent).catch(() => undefined);
    else await this.media.begin(place.rtpCapabilities, place.iceServers, place.sent).catch(() => undefined);
    this.#iceServers = place.iceServers;
  }

  #iceServers: Extract<RoomPlace, { phase: 'in' }>['iceServers'] = [];

  #listen(signalling: Signalling): void {
    signalling.on('room', ({ changes }) => changes.forEach((change) => this.#changed(change)));
    signalling.on('sent', (media) => {
      if (media.personId === this.me && media.paused && this.media?.sending.get(media.source)?.on) this.onmuted(media.source);
      this.media?.heard(media);
    });
    signalling.on('sent-ended', ({ producerId }) => this.media?.gone(producerId));
    signalling.on('media', (status) => (this.status = status));
    signalling.on('media-reset', ({ rtpCapabilities, sent }) => {
      void this.media?.begin(rtpCapabilities, this.#iceServers, sent).catch(() => undefined);
    });
    signalling.on('speaker', ({ personId }) => (this.speakerId = personId));
    signalling.on('levels', ({ levels }) => {
      this.levels.clear();
      // From -65 dBov, where speech begins to be heard, to -20, where it is loud.
      for (const { personId, volume } of levels) this.levels.set(personId, Math.min(1, Math.max(0, (volume + 65) / 45)));
    });
    signalling.on('admitted', () => {
      if (this.standing === 'early' || this.standing === 'lobby') void this.#enter();
    });
    signalling.on('out', ({ why }) => {
      this.why = why;
      this.standing = 'out';
      this.media?.close();
    });
  }

  #changed(change: RoomChange): void {
    if (this.view) this.view = changeRoom(this.view, change);
    if (change.what === 'chat' && change.message.author.personId !== this.me) this.unread += 1;
    if (change.what === 'reaction') {
      const floating = { key: ++this.#floats, personId: change.personId, reaction: change.reaction };
      this.floating = [...this.floating, floating];
      setTimeout(() => (this.floating = this.floating.filter((one) => one !== floating)), FLOATS);
    }
    if (change.what === 'caption') {
      const caption = { ...change.author, text: change.text };
      this.captions = [...this.captions, caption].slice(-3);
      setTimeout(() => (this.captions = this.captions.filter((one) => one !== caption)), READ);
    }
  }
}
