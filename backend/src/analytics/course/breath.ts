import { setImmediate } from 'node:timers/promises';

/** Lets others have their turn in the middle of something long. */
export const breath = (): Promise<void> => setImmediate();
