import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ROOM_REQUESTS, type RoomNews } from '@lyceum/contracts';

const page = readFileSync(new URL('../../docs/webinars/signalling.md', import.meta.url), 'utf8');

/** Whoever adds an event is told here by the compiler. */
const NEWS: Readonly<Record<keyof RoomNews, true>> = {
  room: true,
  sent: true,
  'sent-ended': true,
  'consumer-closed': true,
  'consumer-layers': true,
  'consumer-score': true,
  speaker: true,
  levels: true,
  media: true,
  'media-reset': true,
  admitted: true,
  out: true,
};

test.each([...Object.keys(ROOM_REQUESTS), ...Object.keys(NEWS)])('%s is written down', (name) => {
  expect(page).toMatch(new RegExp(`\`${name}[ \`]`));
});
