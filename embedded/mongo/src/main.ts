import { parseArgs } from 'node:util';
import { isPlainError, startMongo } from './index.ts';

const USAGE = 'usage: lyceum-mongo --data DIR [--port N] [--host ADDRESS] [--oplog-mb N]';

const fail = (message: string): never => {
  process.stderr.write(`lyceum-mongo: ${message}\n`);
  process.exit(1);
};

const readOptions = () => {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        port: { type: 'string', default: '27017' },
        host: { type: 'string', default: '127.0.0.1' },
        'oplog-mb': { type: 'string', default: '128' },
        help: { type: 'boolean' },
      },
    });
    return values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
  }
};

const options = readOptions();
if (options.help) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
if (options.data === undefined) fail(`--data is missing\n${USAGE}`);
const port = Number(options.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) fail(`--port must be a number from 0 to 65535, not ${options.port}`);
const oplogMb = Number(options['oplog-mb']);
if (!(oplogMb > 0)) fail(`--oplog-mb must be a positive number, not ${options['oplog-mb']}`);

try {
  const mongo = await startMongo({
    data: options.data as string,
    port,
    host: options.host,
    oplogBytes: oplogMb * 1024 * 1024,
    log: (line) => process.stderr.write(`lyceum-mongo: ${line}\n`),
    onFatal: (reason) => fail(`the disk failed, nothing written can be promised any more: ${reason.message}`),
  });
  const stop = (): void => {
    mongo.close().then(
      () => process.exit(0),
      (error: unknown) => fail(String(error)),
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.stdout.write(`lyceum-mongo is ready at ${mongo.url}\n`);
} catch (error) {
  fail(isPlainError(error) ? (error as Error).message : String((error as Error).stack));
}
