import { describe, expect, test } from 'vitest';
import { readOptions } from './options.ts';

const read = (argv: string[], env: NodeJS.ProcessEnv = {}) => readOptions(argv, env, '/home/ada/lyceum');

describe('the options of npm start', () => {
  test('have defaults', () => {
    expect(read([])).toEqual({
      data: '/home/ada/lyceum/data',
      host: '127.0.0.1',
      port: 4000,
      demo: true,
      eventstoreUrl: undefined,
      mongodbUrl: undefined,
    });
  });
  test('come from the environment, and the command line is stronger', () => {
    const env = { LYCEUM_DATA: '/srv/lyceum', LYCEUM_PORT: '5000', LYCEUM_DEMO: '0', EVENTSTORE_URL: 'esdb://e', MONGODB_URL: '' };
    expect(read([], env)).toMatchObject({ data: '/srv/lyceum', port: 5000, demo: false, eventstoreUrl: 'esdb://e', mongodbUrl: undefined });
    expect(read(['--data', 'here', '--port', '6000'], env)).toMatchObject({ data: '/home/ada/lyceum/here', port: 6000 });
    expect(read(['--no-demo'])).toMatchObject({ demo: false });
  });
  test.each(['0', '70000', 'http', '-1', '80.5'])('a port is a port: %s', (port) => {
    expect(() => read([`--port=${port}`])).toThrow(/is not a port/);
  });
  test('an unknown one is refused', () => expect(() => read(['--date', 'x'])).toThrow(/--date.*Usage/));
});
