import type { Booking, Money } from '@lyceum/contracts';
import { money } from '#lib/consultations/money.ts';
import { t } from '#lib/messages/index.ts';
import { absolute } from '#lib/time/format.ts';

type Terms = Pick<Booking, 'as' | 'phase' | 'price' | 'freeUntil' | 'lateRefund'>;

/** What is paid back of a price after the time for cancelling free of charge. */
const late = (price: Money, percent: number): Money => ({ ...price, amount: Math.round((price.amount * percent) / 100) });

/** What calling a session off now comes to, in words: null where nothing was paid or is to be said. */
export function policyNow({ as, phase, price, freeUntil, lateRefund }: Terms, now: number, zone: string): string | null {
  if (price === null || phase === 'held') return null;
  // What nobody has said yes to costs nothing.
  if (as !== 'student' || phase === 'requested') return t('booking.cancelFull', { money: money(price) });
  const at = absolute(freeUntil, zone);
  if (now <= Date.parse(freeUntil)) return `${t('booking.cancelFree', { at })} ${t('booking.cancelFull', { money: money(price) })}`;
  const back = late(price, lateRefund);
  return back.amount === 0 ? t('booking.cancelLost', { at }) : t('booking.cancelLate', { at, money: money(back) });
}
