import type { MediaStatus } from '@lyceum/contracts';

/** Where the search for a worker stands, without what this machine can record. */
export type Seeking = Omit<MediaStatus, 'recording'>;

/** Told of each step on the way to a worker. */
export type Tell = (seeking: Seeking) => void;

export const seeking = (state: Seeking['state'], step: string, done = 0, total = 0): Seeking => ({ state, step, done, total, reason: '' });

/** A worker cannot be had this way; the message is a sentence for whoever runs the academy, with what they can do. */
export class NoWorker extends Error {}
