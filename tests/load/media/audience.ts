/** People who come into a room and receive what is sent there, by a WebRTC stack of their own. */
import { RoomClient } from '../../harness/room.ts';
import { until } from '../../harness/until.ts';
import { serve } from './companion.ts';

const MOST_SECONDS = 120;

interface Come {
  readonly url: string;
  readonly room: string;
  readonly tokens: readonly string[];
}

/** How long somebody's way in took, in milliseconds from the first packet of the connection on. */
export interface Arrival {
  /** The room's answer to `enter` was there. */
  readonly entered: number;
  /** The voice was heard, and of the picture a whole one was there. */
  readonly heard: number;
  readonly seen: number;
}

async function comeIn({ url, room }: Come, token: string): Promise<{ readonly arrival: Arrival; leave(): Promise<void> }> {
  const began = performance.now();
  const client = new RoomClient(url, token);
  const { phase } = await client.enter(room);
  if (phase !== 'in') throw new Error(`they are not in the room, but ${phase}`);
  const entered = performance.now() - began;
  const { received, close } = await client.receive();
  const when = (kind: 'audio' | 'video') => received.find(({ media }) => media.kind === kind)?.began;
  await until('they hear and see', () => when('audio') && when('video'), { seconds: MOST_SECONDS, every: 10 });
  const leave = async () => {
    await close();
    await client.ask('leave', {});
    client.close();
  };
  return { arrival: { entered, heard: when('audio')! - began, seen: when('video')! - began }, leave };
}

const acts = {
  /** All at once; they stay. */
  come: async (come: Come): Promise<Arrival[]> => Promise.all(come.tokens.map(async (token) => (await comeIn(come, token)).arrival)),
  /** One after the other, each of whom leaves again before the next one comes. */
  visit: async ({ pause, ...come }: Come & { readonly pause: number }): Promise<Arrival[]> => {
    const arrivals: Arrival[] = [];
    for (const token of come.tokens) {
      const { arrival, leave } = await comeIn(come, token);
      arrivals.push(arrival);
      await leave();
      await new Promise((done) => setTimeout(done, pause));
    }
    return arrivals;
  },
};
export type AudienceActs = typeof acts;
serve(acts);
