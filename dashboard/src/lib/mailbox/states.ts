import type { MailState } from '@lyceum/contracts';

export const MAIL_STATES: readonly MailState[] = ['waiting', 'sent', 'failed', 'kept'];
export const TONES: Readonly<Record<MailState, string>> = { kept: '', waiting: 'tag-warn', sent: 'tag-good', failed: 'tag-bad' };
