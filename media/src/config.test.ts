import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { listenInfos } from './workers/listening.ts';

test('without a word it listens on this machine alone, at any free ports', () => {
  expect(readConfig({})).toMatchObject({ control: { host: '127.0.0.1', port: 4100 }, listen: '127.0.0.1', announced: null, port: 0 });
});

test('what is wrong is named, its value is not', () => {
  const faults = readConfig({ LYCEUM_MEDIA_PORT: 'secret', LYCEUM_MEDIA_LISTEN: 'somewhere' });
  expect(faults).toHaveLength(2);
  expect(String(faults)).toMatch(/LYCEUM_MEDIA_PORT.*LYCEUM_MEDIA_LISTEN|LYCEUM_MEDIA_LISTEN.*LYCEUM_MEDIA_PORT/);
  expect(String(faults)).not.toContain('secret');
});

test('a worker listens by UDP and TCP at its port, and is announced by the name that browsers reach', () => {
  expect(listenInfos('0.0.0.0', 'media.example.org', 44_400)).toEqual([
    { protocol: 'udp', ip: '0.0.0.0', announcedAddress: 'media.example.org', port: 44_400 },
    { protocol: 'tcp', ip: '0.0.0.0', announcedAddress: 'media.example.org', port: 44_400 },
  ]);
  expect(listenInfos('127.0.0.1', null, 0)).toEqual([
    { protocol: 'udp', ip: '127.0.0.1' },
    { protocol: 'tcp', ip: '127.0.0.1' },
  ]);
  expect(listenInfos('all', null, 0).every(({ ip }) => ip !== '0.0.0.0')).toBe(true);
});
