/** A router of mediasoup with the academy's codecs, and nothing around it. */
import type { RtpCapabilities } from '@lyceum/contracts';
import { createWorker, type types } from 'mediasoup';
import { CODECS } from '../../../media/src/rooms/codecs.ts';
import { findWorker } from '../../../media/src/worker/find.ts';
import { pictureParameters, voiceParameters } from './rtp.ts';
import { HERE, receivable, serveSide } from './side.ts';

const worker = await createWorker({ workerBin: await findWorker(() => {}), logLevel: 'none' });
const router = await worker.createRouter({ mediaCodecs: CODECS });
const rtpCapabilities = receivable(router.rtpCapabilities as RtpCapabilities) as types.RtpCapabilities;
const producerIds: string[] = [];

serveSide({
  open: async () => {
    const incoming = await router.createPlainTransport({ listenInfo: HERE, comedia: true });
    const voice = await incoming.produce({ kind: 'audio', rtpParameters: voiceParameters as types.RtpParameters });
    const picture = await incoming.produce({ kind: 'video', rtpParameters: pictureParameters as types.RtpParameters });
    producerIds.push(voice.id, picture.id);
    return { sendTo: incoming.tuple.localPort, control: null };
  },
  listen: async (port) => {
    const transport = await router.createPlainTransport({ listenInfo: HERE });
    await transport.connect({ ip: HERE.ip, port });
    for (const producerId of producerIds) await (await transport.consume({ producerId, rtpCapabilities, paused: true })).resume();
  },
  worker: () => worker,
  close: async () => worker.close(),
});
