import type { HealthName, HealthState } from '@lyceum/contracts';

export const HEALTH_TONES: Readonly<Record<HealthState, string>> = { good: 'tag-good', warn: 'tag-warn', bad: 'tag-bad', unknown: '' };

/** The page on which a thing is looked at and mended; null where there is none. */
export const WAYS: Readonly<Record<HealthName, string | null>> = {
  backend: null,
  'event-store': '/events',
  'read-store': '/projections',
  projections: '/projections',
  dashboard: null,
  media: '/media',
  live: null,
  mail: '/automation?automation=send-mail',
  automation: '/automation',
  parked: '/parked',
  disk: null,
  backup: '/backups',
};
