import type { Activity } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { deed } from './words.ts';

const activity = (more: Partial<Activity>): Activity => ({
  activityId: 'a',
  at: '2027-03-01T10:00:00.000Z',
  kind: 'came',
  person: { personId: 'p', name: 'Ann' },
  course: { id: 'c', title: 'Acoustics' },
  quiz: null,
  webinar: { id: 'w', title: 'Sound' },
  minutes: null,
  used: null,
  ...more,
});

test.each<[Partial<Activity>, string]>([
  [{}, 'came into “Sound”'],
  [{ kind: 'went', minutes: 72.4 }, 'left “Sound” after 1 h 12 min'],
  [{ kind: 'went', minutes: 0.5 }, 'left “Sound” after 30 s'],
  [{ kind: 'went', webinar: null }, 'left a consultation'],
  [{ kind: 'used', webinar: null, used: { kind: 'forumng', object: '7', count: 3 } }, 'used forumng (7) 3 times'],
  [{ kind: 'used', webinar: null, used: { kind: 'quiz', object: null, count: 1 } }, 'used quiz once'],
  [{ kind: 'handed-in', quiz: { id: 'q', title: 'Waves' } }, 'handed in “Waves”'],
])('%o is said so: %s', (more, said) => expect(deed(activity(more))).toBe(said));
