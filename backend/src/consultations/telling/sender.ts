import type { Config } from '../../config.ts';
import { publicAddress } from '../../mail/writing/public-address.ts';
import type { Addressed } from '../ical/invitation.ts';

/** Where the academy is, and who its mail and its invitations come from. */
export interface Sender {
  readonly address: URL;
  readonly organizer: Addressed;
}

export function senderOf(config: Pick<Config, 'publicUrl' | 'port' | 'mailFrom'>): Sender {
  const [, name, email] = /^(.*?) ?<?([^<>\s]+@[^<>\s]+?)>?$/.exec(config.mailFrom) ?? [];
  return { address: publicAddress(config), organizer: { name: name || 'Lyceum', email: email ?? config.mailFrom } };
}
