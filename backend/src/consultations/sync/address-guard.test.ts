import { expect, test } from 'vitest';
import { isBarred } from './address-guard.ts';

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.255.255',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '::127.0.0.1',
  '::ffff:0:127.0.0.1',
  '64:ff9b:1::7f00:1',
  'fec0::1',
  '3fff::1',
  '5f00::1',
  '4000::1',
  '192.88.99.1',
  'not an address',
])('%s is not called', (address) => expect(isBarred(address)).toBe(true));

test.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '2606:2800:220:1::1', '::ffff:8.8.8.8'])('%s is', (address) =>
  expect(isBarred(address)).toBe(false),
);
