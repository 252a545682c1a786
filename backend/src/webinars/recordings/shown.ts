import type { RecordingSummary } from '@lyceum/contracts';
import type { RecordingRow } from '@lyceum/projections';

/** A recording as a list shows it; it lasts as long as its longest track. */
export function recordingOf({ recordingId, started, phase, reason, tracks }: RecordingRow): RecordingSummary {
  const end = Math.max(0, ...tracks.map(({ from, duration }) => from + duration));
  const bytes = tracks.reduce((sum, track) => sum + track.bytes, 0);
  return { recordingId, started, seconds: end / 1000, bytes, phase: phase === 'removed' ? 'failed' : phase, reason };
}
