import { isAnswered, type TimelineItem } from '@lyceum/contracts';
import { figure, t } from '#lib/messages/index.ts';
import { absolute } from '#lib/time/format.ts';

/** What happened at a moment, in words. */
export function momentInWords({ kind, slot, answer, try: number, by, deadline, score }: TimelineItem, zone: string): string {
  switch (kind) {
    case 'started':
      return t('timeline.started');
    case 'saved':
      return isAnswered(answer ?? {}) ? t('timeline.saved', { slot: slot ?? 0 }) : t('timeline.cleared', { slot: slot ?? 0 });
    case 'checked':
      return t('timeline.checked', { slot: slot ?? 0, try: number ?? 1 });
    case 'deadline':
      return deadline === null ? t('timeline.deadlineNone') : t('timeline.deadline', { at: absolute(deadline, zone) });
    case 'submitted':
      return by === 'timer' ? t('timeline.submittedByClock') : t('timeline.submitted');
    case 'abandoned':
      return t('timeline.abandoned');
    case 'graded':
      return score === null ? t('timeline.graded') : t('timeline.gradedWith', { score: figure(score) });
  }
}
