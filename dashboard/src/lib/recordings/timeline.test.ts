import type { RecordingMoment, RecordingTrack } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { captionsAt, isOutOfStep, picturesAt, runningAt, slideAt, slidesOf, slideTime } from './timeline.ts';

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

const slide = (at: number, image: string | null): RecordingMoment => {
  return { what: 'slide', at, image, title: 'Waves', page: 1, pages: 2, text: '' };
};

test('a slide is shown until the next, or until none is', () => {
  const moments = [slide(5, 'one'), slide(10, null)];
  expect([slideAt(moments, 4), slideAt(moments, 7)?.image, slideAt(moments, 11)]).toEqual([null, 'one', null]);
  expect(slidesOf(moments).map(({ image }) => image)).toEqual(['one']);
});

test('one goes from slide to slide, back to the one before where this one has just come', () => {
  const moments = [slide(0, 'one'), slide(5, 'two'), slide(7, null), slide(10, 'three')];
  expect([0, 5, 12].map((at) => slideTime(moments, at, 1))).toEqual([5, 10, null]);
  expect([0, 5.5, 9, 10.5].map((at) => slideTime(moments, at, -1))).toEqual([null, 0, 5, 5]);
});

test('what was written down of what is said stands while it is read', () => {
  const said = (at: number, text: string | null): RecordingMoment => ({
    what: 'caption',
    at,
    person: { personId: 'a', name: 'Ann' },
    text,
  });
  const moments = [said(1, 'one'), said(2, 'two'), said(3, null), said(4, 'three')];
  expect([0, 2, 5, 9, 10].map((at) => captionsAt(moments, at).map(({ text }) => text))).toEqual([
    [],
    ['one', 'two'],
    ['two', 'three'],
    ['three'],
    [],
  ]);
});

test('small differences are left alone', () => expect([isOutOfStep(10, 10.2), isOutOfStep(10, 11)]).toEqual([false, true]));
