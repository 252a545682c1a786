import { t } from '#lib/messages/index.ts';

/** The row that a parked event belongs to: none where it names none, all where it stops the whole projection. */
export const rowName = (key: string): string => (key === '' ? t('parked.noRow') : key === '*' ? t('parked.wholeModel') : key);
