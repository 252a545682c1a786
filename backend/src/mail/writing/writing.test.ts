import { describe, expect, test } from 'vitest';
import { asHtml } from './as-html.ts';
import { asText } from './as-text.ts';
import { en } from './en.ts';
import type { Letter, Reader } from './letter.ts';
import { instantInWords, spanInWords } from './times.ts';

const reader: Reader = { personId: '1', name: 'Ann <b>', email: 'ann@example.org', timeZone: 'Europe/Kyiv' };
const letter: Letter = {
  subject: 'Confirmed & fine',
  headline: 'Your session is confirmed',
  paragraphs: ['First line\nsecond <script>alert(1)</script>'],
  particulars: [['When', 'Monday']],
  action: { text: 'Open', path: '/bookings/1?a=1&b=2' },
  attachments: [],
  about: [],
  until: null,
};
const address = new URL('https://lyceum.example.org');

test('text has all that is said, with whole addresses', () => {
  expect(asText(letter, reader, en, address)).toBe(
    [
      'Hello Ann <b>,',
      'Your session is confirmed',
      'When: Monday',
      'First line\nsecond <script>alert(1)</script>',
      'Open:\nhttps://lyceum.example.org/bookings/1?a=1&b=2',
      '-- \nYou get this message because of your account at lyceum.example.org.\n',
    ].join('\n\n'),
  );
});

test('HTML says the same and takes nothing of it for HTML', () => {
  const html = asHtml(letter, reader, en, address);
  for (const part of [
    'Hello Ann &lt;b&gt;,',
    'First line<br>second &lt;script&gt;',
    'Confirmed &amp; fine',
    'href="https://lyceum.example.org/bookings/1?a=1&amp;b=2"',
  ])
    expect(html).toContain(part);
  expect(html).not.toContain('<script');
});

describe('times', () => {
  test("are the reader's own and say the zone", () => {
    expect(spanInWords('2027-03-01T08:00:00.000Z', 30, 'Europe/Kyiv', 'en-GB')).toBe(
      'Monday, 1 March 2027, 10:00–10:30 (Europe/Kyiv, GMT+2)',
    );
    expect(spanInWords('2027-07-01T03:45:00.000Z', 30, 'America/New_York', 'en-GB')).toBe(
      'Wednesday, 30 June 2027, 23:45–Thursday, 1 July 2027, 00:15 (America/New_York, GMT-4)',
    );
    expect(instantInWords('2027-03-01T08:00:00.000Z', 'UTC', 'en-GB')).toBe('1 March 2027 at 08:00 (UTC)');
  });
});
