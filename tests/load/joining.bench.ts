/**
 * From the first packet of the connection to the first sound and the first whole picture, through all of the product: signed in by token,
 * into the room, the transport, ICE and DTLS, consumers, and a key frame that the sender is asked for. Those who come use a WebRTC stack in
 * JavaScript (werift), whose own DTLS is counted too. They come one after the other to a host alone, fifty at once, and one after the other
 * to those fifty.
 */
import { instant, type MediaFigures } from '@lyceum/contracts';
import { ADMIN, Product } from '../harness/product.ts';
import { RoomClient } from '../harness/room.ts';
import { until } from '../harness/until.ts';
import { less, percentile, SHORT } from './figures.ts';
import type { Arrival, AudienceActs } from './media/audience.ts';
import { Companion } from './media/companion.ts';
import { Seeding } from './seeding.ts';

const CROWD = 50;
const VISITS = SHORT ? 10 : 30;
/** Longer than the least time between two key frames of a sender. */
const PAUSE = 1100;

const product = await Product.start();
const seeding = new Seeding(product);
const crowd = Companion.start<AudienceActs>('audience.ts');
const visitors = Companion.start<AudienceActs>('audience.ts');
try {
  const admin = await product.api.signIn(ADMIN);
  const host = await product.api.person('Hostess', ['instructor'], admin);
  const people = await seeding.people(CROWD + VISITS);
  admin.saw(seeding.position);
  await until('the read models have got there', () => admin.overview(), { seconds: 120 });
  await until(
    'there is a media worker',
    async () => {
      const { status } = await admin.get<MediaFigures>('/api/operations/media');
      if (status.state === 'failed') throw new Error(status.reason);
      return status.state === 'ready';
    },
    { seconds: 600 },
  );
  const plan = {
    title: 'Sound',
    kind: 'lecture',
    registration: 'open',
    start: instant(Date.now() + 60_000),
    end: instant(Date.now() + 3_600_000),
  };
  const { webinarId } = await host.post<{ webinarId: string }>('/api/webinars', plan);
  const room = `webinar:${webinarId}`;
  const hosting = RoomClient.of(product.url, host);
  await hosting.enter(room);
  const sender = await hosting.send('when asked');
  await until('all that is sent is known', () => hosting.sent.length === 2);

  const tokens = people.map(({ token }) => token);
  const come = { url: product.url, room };
  const told = (name: string, arrivals: readonly Arrival[]) => {
    for (const [what, of] of [
      ['entered', ({ entered }: Arrival) => entered],
      ['first sound', ({ heard }: Arrival) => heard],
      ['first whole picture', ({ seen }: Arrival) => seen],
    ] as const)
      for (const share of [0.5, 0.95]) less(`joining, ${name}: ${what}, p${share * 100}`, percentile(arrivals.map(of), share), 'ms');
  };
  const visit = () => visitors.ask('visit', { ...come, tokens: tokens.slice(CROWD), pause: PAUSE });
  told('1 in the room', await visit());
  told(`${CROWD} at once`, await crowd.ask('come', { ...come, tokens: tokens.slice(0, CROWD) }));
  told(`${CROWD} in the room`, await visit());
  await sender.close();
  hosting.close();
} finally {
  await Promise.all([crowd.end(), visitors.end(), seeding.close()]);
  await product.stop();
}
process.exit(0);
