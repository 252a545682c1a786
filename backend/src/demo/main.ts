import 'reflect-metadata';
import { openEventLog, openReadStore, readSecret } from '@lyceum/stores';
import { NestFactory } from '@nestjs/core';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { DemoLoader, type Tell } from './loader.ts';
import { DemoModule } from './module.ts';
import { LOGINS } from './people.ts';

/** Progress is told this often, in milliseconds. */
const PACE = 250;

/** One line of progress now and then; the last line names the logins. */
function teller(): Tell {
  let told = 0;
  return (progress) => {
    if (performance.now() - told < PACE) return;
    told = performance.now();
    process.stdout.write(`${progress}\n`);
  };
}

try {
  const config = { ...readConfig(process.env), firstAdmin: null };
  const secret = readSecret(process.env);
  const log = openEventLog({ url: config.eventStoreUrl, secret });
  const reads = openReadStore({ url: config.mongoUrl });
  const logger = pino({ level: 'warn', base: { process: 'demo' } }, pino.destination(2));
  const app = await NestFactory.createApplicationContext(DemoModule.on({ config, secret, log, reads, logger }), {
    logger: false,
    abortOnError: false,
  });
  await app.get(DemoLoader).load(teller());
  process.stdout.write(`${JSON.stringify({ logins: LOGINS })}\n`);
  await app.close();
} catch (error) {
  // Whatever is still open must not keep a failed loader alive; the next start goes on from here.
  process.stderr.write(`The demo academy cannot be loaded: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
