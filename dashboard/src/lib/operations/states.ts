import type { ProjectionState } from '@lyceum/contracts';

export const STATE_TONES: Readonly<Record<ProjectionState, string>> = {
  running: 'tag-good',
  paused: 'tag-warn',
  rebuilding: 'tag-warn',
  failed: 'tag-bad',
};
