import type { Server } from 'node:http';
import { causeOfLine, openEventLog, openReadStore, readSecret, SecretMissing, startTracing } from '@lyceum/stores';
import { pino } from 'pino';
import { createApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';

/** How long requests under way may take after the order to stop, in milliseconds. */
const LAST_WORDS = 1200;
/** The whole way out: whoever waits for a store that is away then waits no longer. */
const WAY_OUT = 1800;

/** The exit code (EX_CONFIG of sysexits.h) that tells whoever keeps this process that starting it again is of no use. */
const WRONG_SETTINGS = 78;

/** Ends with one line that says what is wrong, as far as whoever started it can mend it. */
function fail(reason: string, code = 1): never {
  process.stderr.write(`The backend cannot start: ${reason}\n`);
  process.exit(code);
}

function prepared() {
  try {
    return { config: readConfig(process.env), secret: readSecret(process.env) };
  } catch (error) {
    if (error instanceof ConfigError || error instanceof SecretMissing) return fail(error.message, WRONG_SETTINGS);
    throw error;
  }
}

const { config, secret } = prepared();
const logger = pino({ level: config.logLevel, base: { process: 'backend' }, mixin: causeOfLine });
const endTracing = await startTracing('lyceum-backend', process.env);
const log = openEventLog({ url: config.eventStoreUrl, secret });
const reads = openReadStore({ url: config.mongoUrl });
const app = await createApp({ config, secret, log, reads, logger });
const server = app.getHttpServer() as Server;

server.once('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE') fail(`port ${config.port} is taken on ${config.host}; choose another with LYCEUM_PORT.`);
  if (error.code === 'EACCES') fail(`this user may not listen on port ${config.port}.`);
  fail(error.message);
});
await app.init();
server.listen(config.port, config.host, () => {
  const address = server.address();
  logger.info({ host: config.host, port: typeof address === 'object' ? address?.port : address }, 'The backend listens');
});

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), LAST_WORDS);
  setTimeout(() => process.exit(0), WAY_OUT);
  await app.close();
  await endTracing().catch(() => {});
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
