import type { Id, Registered, Ticket } from '@lyceum/contracts';
import type { Config } from '../../config.ts';
import { publicAddress } from '../../mail/writing/public-address.ts';
import { waitingFor, type Webinar } from './webinar.ts';

/** The ticket with what its QR code holds: the address at which a host looks at it. */
export function ticketOf(webinarId: Id, personId: Id, ticketId: Id, config: Pick<Config, 'publicUrl' | 'port'>): Ticket {
  const code = new URL(`/webinars/${webinarId}/registrations?ticket=${ticketId}`, publicAddress(config)).href;
  return { ticketId, webinarId, personId, code };
}

/** Where somebody stands, with their ticket or their place among those who wait. */
export function registeredOf(webinar: Webinar, personId: Id, config: Pick<Config, 'publicUrl' | 'port'>): Registered {
  const registered = webinar.phase === 'none' ? undefined : webinar.people.get(personId);
  if (webinar.phase === 'none' || !registered) return { phase: 'none', ticket: null, place: null };
  const { standing, ticketId } = registered;
  return {
    phase: standing,
    ticket: ticketId === null ? null : ticketOf(webinar.webinarId, personId, ticketId, config),
    place: standing === 'waiting' ? waitingFor(webinar).indexOf(personId) + 1 : null,
  };
}
