import type { Activity } from '@lyceum/contracts';
import { t } from '#lib/messages/index.ts';
import { duration } from '#lib/time/format.ts';

/** Minutes, and seconds only where it is less than one. */
const lasting = (minutes: number): string => duration(minutes < 1 ? minutes * 60 : Math.round(minutes) * 60);

/** What was done, in words after the name of who did it. */
export function deed({ kind, quiz, webinar, minutes, used }: Activity): string {
  switch (kind) {
    case 'enrolled':
      return t('activity.enrolled');
    case 'left':
      return t('activity.left');
    case 'began':
      return t('activity.began', { quiz: quiz?.title ?? '' });
    case 'handed-in':
      return t('activity.handedIn', { quiz: quiz?.title ?? '' });
    case 'timed-out':
      return t('activity.timedOut', { quiz: quiz?.title ?? '' });
    case 'used': {
      const { kind: thing = '', object = null, count = 1 } = used ?? {};
      return t('activity.used', { thing: object === null ? thing : t('activity.thing', { kind: thing, object }), n: count });
    }
  }
  const room = webinar ? t('activity.room', { title: webinar.title }) : t('activity.consultation');
  if (kind === 'came') return t('activity.came', { room });
  if (kind === 'came-again') return t('activity.cameAgain', { room });
  return minutes === null ? t('activity.went', { room }) : t('activity.wentAfter', { room, time: lasting(minutes) });
}
