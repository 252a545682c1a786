import type { RecordingMoment, RecordingTrack } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { isOutOfStep, picturesAt, runningAt, slideAt } from './timeline.ts';

const track = (trackId: string, source: RecordingTrack['source'], from: number, seconds: number): RecordingTrack => ({
  trackId,
  person: { personId: 'host', name: 'Host' },
  source,
  from,
  seconds,
  type: source === 'microphone' ? 'audio/webm' : 'video/webm',
  url: '',
});
const tracks = [track('camera', 'camera', 0, 60), track('voice', 'microphone', 2, 58), track('screen', 'screen', 20, 10)];

test('what runs when, with a screen before cameras', () => {
  expect(runningAt(tracks, 1).map(({ trackId }) => trackId)).toEqual(['camera']);
  expect(picturesAt(tracks, 25).map(({ trackId }) => trackId)).toEqual(['screen', 'camera']);
  expect(picturesAt(tracks, 30).map(({ trackId }) => trackId)).toEqual(['camera']);
  expect(runningAt(tracks, 60)).toEqual([]);
});

test('a slide is shown until the next, or until none is', () => {
  const slide = (at: number, image: string | null): RecordingMoment => ({ what: 'slide', at, image, title: 'Waves' });
  const moments = [slide(5, 'one'), slide(10, null)];
  expect([slideAt(moments, 4), slideAt(moments, 7)?.image, slideAt(moments, 11)]).toEqual([null, 'one', null]);
});

test('small differences are left alone', () => expect([isOutOfStep(10, 10.2), isOutOfStep(10, 11)]).toEqual([false, true]));
