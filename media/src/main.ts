import { readSecret, SecretMissing } from '@lyceum/stores/secret';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { Media } from './media.ts';

/** Milliseconds for the way out, in which recordings are ended. */
const LAST_WORDS = 6000;

/** Ends with EX_CONFIG of sysexits.h, which tells whoever keeps this process that starting it again is of no use. */
const fail = (reason: string): never => {
  process.stderr.write(`lyceum media: ${reason}\n`);
  process.exit(78);
};

function secretOrFail() {
  try {
    return readSecret(process.env);
  } catch (error) {
    if (error instanceof SecretMissing) return fail(error.message);
    throw error;
  }
}

const config = readConfig(process.env);
if (!('logLevel' in config)) fail(config.join('; '));
else {
  const logger = pino({ level: config.logLevel, base: { process: 'media' } });
  const media = new Media(config, secretOrFail().derive('media-control'), logger);
  await media.start(process.env).catch((error: NodeJS.ErrnoException) => {
    process.stderr.write(`lyceum media: the control port ${config.control.port} cannot be listened on (${error.code ?? error.message})\n`);
    process.exit(1);
  });
  logger.info(config.control, 'the media can be steered');

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), LAST_WORDS).unref();
    void media.stop().finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
