import type { Instant } from '@lyceum/contracts';

const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** An instant as a sentence says it: `1 March 2026 at 10:00 UTC`. */
export const inWords = (at: Instant): string => `${words.format(new Date(at)).replace(', ', ' at ')} UTC`;
