import type { RecordingMoment, RecordingTrack } from '@lyceum/contracts';

type Moment<What extends RecordingMoment['what']> = Extract<RecordingMoment, { what: What }>;
export type SlideMoment = Moment<'slide'> & { readonly image: string };

/** Seconds that a caption stands. */
const READ = 6;

/** The tracks that run at a moment, in seconds from the beginning. */
export const runningAt = (tracks: readonly RecordingTrack[], at: number): readonly RecordingTrack[] =>
  tracks.filter(({ from, seconds }) => at >= from && at < from + seconds);

/** The pictures at a moment: a screen comes first, then cameras as they began. */
export function picturesAt(tracks: readonly RecordingTrack[], at: number): readonly RecordingTrack[] {
  const pictures = runningAt(tracks, at).filter(({ type }) => type.startsWith('video/'));
  return pictures.toSorted((a, b) => Number(b.source === 'screen') - Number(a.source === 'screen') || a.from - b.from);
}

const isShown = (moment: RecordingMoment): moment is SlideMoment => moment.what === 'slide' && moment.image !== null;

/** The slides as they were shown, one after the other. */
export const slidesOf = (moments: readonly RecordingMoment[]): readonly SlideMoment[] => moments.filter(isShown);

/** The slide that is shown at a moment; null where none is. */
export function slideAt(moments: readonly RecordingMoment[], at: number): SlideMoment | null {
  const slide = moments.findLast((moment) => moment.what === 'slide' && moment.at <= at);
  return slide && isShown(slide) ? slide : null;
}

/** What is being said at a moment, as it was written down: the last two sentences. */
export const captionsAt = (moments: readonly RecordingMoment[], at: number): readonly Moment<'caption'>[] =>
  moments
    .filter((moment) => moment.what === 'caption' && moment.text !== null && moment.at <= at && at < moment.at + READ)
    .slice(-2) as Moment<'caption'>[];

/** When the slide before this moment was shown, or the one after it; null where there is none. */
export function slideTime(moments: readonly RecordingMoment[], at: number, direction: 1 | -1): number | null {
  const times = slidesOf(moments).map((slide) => slide.at);
  // Just after a page has come, back means the page before it.
  return (direction === 1 ? times.find((time) => time > at + 0.05) : times.findLast((time) => time < at - 1)) ?? null;
}

/** Whether what plays is so far from where it should be (seconds) that it has to be moved. */
export const isOutOfStep = (current: number, wanted: number): boolean => Math.abs(current - wanted) > 0.4;
