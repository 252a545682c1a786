import type { Direction, Id, MediaSource } from '@lyceum/contracts';
import type { types } from 'mediasoup';
import { Refused } from '../control/refused.ts';
import type { Branch } from './branches.ts';

export interface Line {
  /** Whether the other side has been told of. */
  connected: boolean;
  readonly transport: types.WebRtcTransport;
  readonly branch: Branch;
}

export interface Sending {
  readonly producer: types.Producer;
  readonly source: MediaSource;
}

/** Beyond this many things received at once somebody is playing with us. */
const MOST_CONSUMERS = 1000;

/** One connection of a person to a room, and what goes over it. */
export class Peer {
  readonly peerId: Id;
  readonly personId: Id;
  readonly #lines = new Map<Direction, Line>();
  readonly sending = new Map<string, Sending>();
  readonly receiving = new Map<string, types.Consumer>();

  constructor(peerId: Id, personId: Id) {
    this.peerId = peerId;
    this.personId = personId;
  }

  get lines(): readonly Line[] {
    return [...this.#lines.values()];
  }

  /** A transport takes the place of the former one of its direction. */
  lay(direction: Direction, line: Line): void {
    this.#lines.get(direction)?.transport.close();
    this.#lines.set(direction, line);
  }

  /** @throws Refused where it is not one of this peer's, or goes the other way */
  line(transportId: Id, direction?: Direction): Line {
    const found = [...this.#lines].find(([, { transport }]) => transport.id === transportId && !transport.closed);
    if (!found) throw new Refused('transport-not-found');
    if (direction !== undefined && found[0] !== direction)
      throw new Refused('out-of-order', `This transport is to ${found[0]} media alone.`);
    return found[1];
  }

  /** @throws Refused */
  sent(producerId: Id): Sending {
    const sending = this.sending.get(producerId);
    if (!sending) throw new Refused('producer-not-found');
    return sending;
  }

  /** @throws Refused */
  received(consumerId: Id): types.Consumer {
    const consumer = this.receiving.get(consumerId);
    if (!consumer) throw new Refused('consumer-not-found');
    return consumer;
  }

  /**
   * What is received twice costs all others their share: a consumer takes the place of a former one of the same producer, whose answer may
   * have got lost. @throws Refused where it receives as much as one may
   */
  mayReceive(producerId: Id): void {
    for (const consumer of this.receiving.values()) if (consumer.producerId === producerId) consumer.close();
    if (this.receiving.size >= MOST_CONSUMERS)
      throw new Refused('too-many-requests', `Nobody receives more than ${MOST_CONSUMERS} streams at once.`);
  }

  close(): void {
    for (const { transport } of this.lines) transport.close();
  }
}
