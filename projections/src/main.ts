import { causeOfLine, openEventLog, openReadStore, readSecret, SecretMissing, startTracing, type RootSecret } from '@lyceum/stores';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { Engine } from './engine/engine.ts';
import { MODELS } from './models.ts';

/** Longest time for a clean end, in milliseconds; what is not written by then is folded again at the next start. */
const LAST_WORDS = 2000;

/** Ends with EX_CONFIG of sysexits.h, which tells whoever keeps this process that starting it again is of no use. */
const fail = (reason: string): never => {
  process.stderr.write(`lyceum projections: ${reason}\n`);
  process.exit(78);
};

const secretOrFail = (): RootSecret => {
  try {
    return readSecret(process.env);
  } catch (error) {
    if (error instanceof SecretMissing) return fail(error.message);
    throw error;
  }
};

const config = readConfig(process.env);
if (!('logLevel' in config)) fail(config.join('; '));
else {
  const logger = pino({ level: config.logLevel, base: { process: 'projections' }, mixin: causeOfLine });
  const endTracing = await startTracing('lyceum-projections', process.env);
  const store = openReadStore({ url: config.readStoreUrl });
  const log = openEventLog({ url: config.eventStoreUrl, secret: secretOrFail() });
  const engine = new Engine({ log, store, models: MODELS, logger });
  engine.start();

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => process.exit(0), LAST_WORDS).unref();
    await engine.stop();
    await Promise.allSettled([log.close(), store.close(), endTracing()]);
    process.exit(0);
  };
  process.on('SIGTERM', (signal) => void stop(signal));
  process.on('SIGINT', (signal) => void stop(signal));
}
