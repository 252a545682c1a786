/** Sends a voice and a picture to a UDP port of this machine, in time, and a whole picture where one is asked for. */
import { createSocket } from 'node:dgram';
import { serve } from './companion.ts';
import { Layer, PICTURE, senderReport, VOICE, voicePacket, wholeWanted } from './rtp.ts';

const TICK = 5;
const REPORTS = 500;

let to = 0;

const acts = {
  /** Goes on where it was, towards another port, if it has begun before. */
  begin: async ({ port }: { port: number }) => {
    const begun = to !== 0;
    to = port;
    if (begun) return;
    const socket = createSocket('udp4');
    await new Promise<void>((done) => socket.bind(0, '127.0.0.1', () => done()));
    const layers = PICTURE.layers.map((layer) => new Layer(layer));
    const voice = { ssrc: VOICE.ssrc, sequence: 1, time: 1 };
    socket.on('message', (packets) => {
      for (const ssrc of wholeWanted(packets)) for (const layer of layers) if (layer.ssrc === ssrc) layer.whole = true;
    });
    const send = (packet: Buffer) => socket.send(packet, to, '127.0.0.1');
    const began = performance.now();
    const due = { voice: 0, picture: 0, report: 0 };
    setInterval(() => {
      const now = performance.now() - began;
      for (; due.voice <= now; due.voice += VOICE.everyMs) send(voicePacket(voice));
      for (; due.picture <= now; due.picture += PICTURE.everyMs) for (const layer of layers) layer.next().forEach(send);
      if (due.report > now) return;
      due.report = now + REPORTS;
      for (const stream of [voice, ...layers]) send(senderReport(stream));
    }, TICK);
  },
};
export type SenderActs = typeof acts;
serve(acts);
