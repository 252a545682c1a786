import type { RecordingMoment, RecordingTrack } from '@lyceum/contracts';

/** The tracks that run at a moment, in seconds from the beginning. */
export const runningAt = (tracks: readonly RecordingTrack[], at: number): readonly RecordingTrack[] =>
  tracks.filter(({ from, seconds }) => at >= from && at < from + seconds);

/** The picture that is shown large: a screen, else a camera of whoever runs; the others stand beside it. */
export function picturesAt(tracks: readonly RecordingTrack[], at: number): readonly RecordingTrack[] {
  const pictures = runningAt(tracks, at).filter(({ type }) => type.startsWith('video/'));
  return pictures.toSorted((a, b) => Number(b.source === 'screen') - Number(a.source === 'screen') || a.from - b.from);
}

/** The slide that is shown at a moment; null where none is. */
export function slideAt(moments: readonly RecordingMoment[], at: number) {
  const slide = moments.findLast((moment) => moment.what === 'slide' && moment.at <= at);
  return slide?.what === 'slide' && slide.image !== null ? { image: slide.image, title: slide.title } : null;
}

/** Whether what plays is so far from where it should be (seconds) that it has to be moved. */
export const isOutOfStep = (current: number, wanted: number): boolean => Math.abs(current - wanted) > 0.4;
