import type { Logger } from 'pino';

/** The one log of the process, injectable: JSON lines without bodies, addresses or secrets. */
export abstract class Log {
  abstract debug(fields: object, message: string): void;
  abstract info(fields: object, message: string): void;
  abstract warn(fields: object, message: string): void;
  abstract error(fields: object, message: string): void;
}

/** pino has the shape already; this says so to the container. */
export const asLog = (logger: Logger): Log => logger as unknown as Log;
