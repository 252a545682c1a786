import type { Problem, RoomAck, RoomAnswers, RoomBody, RoomNews, RoomRequest } from '@lyceum/contracts';
import type { Socket } from 'socket.io-client';
import { ApiProblem, offline } from '#lib/api/problem.ts';
import { renewSession } from '#lib/api/session.ts';
import { t } from '#lib/messages/index.ts';

const ANSWERED_WITHIN = 10_000;

/** The connection that a room is signalled by (docs/webinars/signalling.md). */
export class Signalling {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Not yet connected, so that whoever listens hears all. */
  static async make(): Promise<Signalling> {
    const { io } = await import('socket.io-client');
    const options = { transports: ['websocket', 'polling'], reconnectionDelayMax: 3000, withCredentials: true, autoConnect: false };
    return new Signalling(io('/webinars', options));
  }

  open(connected: () => void, lost: () => void): void {
    const socket = this.#socket;
    socket.on('connect', connected);
    socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect') lost();
      if (reason === 'io server disconnect') void renewSession().then(() => socket.connect());
    });
    socket.on('connect_error', () => {
      lost();
      if (!socket.active) setTimeout(() => void renewSession().then(() => socket.connect()), 2000);
    });
    // Over a connection that the page has already it is under way: asked for once more, one would come in twice.
    if (!socket.active) socket.connect();
  }

  get connected(): boolean {
    return this.#socket.connected;
  }

  on<Name extends keyof RoomNews>(name: Name, listener: (news: RoomNews[Name]) => void): void {
    this.#socket.on(name as string, (news: unknown) => listener(news as RoomNews[Name]));
  }

  /** @throws ApiProblem where it is refused, or nobody answers */
  async ask<Name extends RoomRequest>(name: Name, body: RoomBody<Name>): Promise<RoomAnswers[Name]> {
    const answer = (await this.#socket
      .timeout(ANSWERED_WITHIN)
      .emitWithAck(name, body)
      .catch(() => null)) as RoomAck<Name> | null;
    if (answer === null) throw offline(t('stage.notAnswered'));
    if (!answer.ok) throw new ApiProblem(answer as Problem);
    return answer;
  }

  close(): void {
    this.#socket.disconnect();
  }
}
