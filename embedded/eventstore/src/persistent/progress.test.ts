import { describe, expect, test } from 'vitest';
import type { Message } from './message.ts';
import { Progress } from './progress.ts';
import type { GroupSettings } from './settings.ts';

const settings = { checkpointAfter: 2000, minCheckpointCount: 2, maxCheckpointCount: 5 } as GroupSettings;

const message = (place: number) => ({ place }) as Message;

/** A group that found events at these places. */
const found = (places: readonly number[], checkpoint?: number): { progress: Progress; messages: Message[] } => {
  const progress = new Progress(settings, checkpoint);
  const messages = places.map(message);
  for (const one of messages) progress.found(one);
  return { progress, messages };
};

describe('a checkpoint', () => {
  test('is due by the clock from the least number of events on', () => {
    const { progress, messages } = found([0, 1, 2]);
    progress.done(messages[0]!);
    expect(progress.due(true, 10_000)).toBeUndefined();
    progress.done(messages[1]!);
    expect(progress.due(false, 10_000)).toBeUndefined();
    expect(progress.due(true, 10_000)).toBe(1);
    expect(progress.due(true, 20_000)).toBeUndefined();
  });

  test('is due at once after the most', () => {
    const { progress, messages } = found([0, 1, 2, 3, 4]);
    for (const one of messages) progress.done(one);
    expect(progress.due(false, 0)).toBe(4);
  });

  test('never passes an event that nobody has dealt with', () => {
    const { progress, messages } = found([3, 7, 8, 20, 21, 22, 23]);
    for (const one of messages.slice(1)) progress.done(one);
    expect(progress.due(true, 10_000)).toBeUndefined();
    progress.done(messages[0]!);
    expect(progress.due(true, 10_000)).toBe(23);
  });

  test('is not due more often than it may be, unless there is much', () => {
    const { progress, messages } = found([0, 1, 2, 3]);
    for (const one of messages.slice(0, 2)) progress.done(one);
    expect(progress.due(true, 10_000)).toBe(1);
    for (const one of messages.slice(2)) progress.done(one);
    expect(progress.due(true, 11_000)).toBeUndefined();
    expect(progress.due(true, 12_000)).toBe(3);
  });

  test('passes what a filter leaves out, but nothing that waits before it', () => {
    const { progress, messages } = found([10]);
    for (const place of [11, 12, 13, 14, 15, 16]) progress.passed(place);
    expect(progress.due(false, 0)).toBeUndefined();
    progress.done(messages[0]!);
    expect(progress.due(false, 0)).toBe(16);
  });

  test('counts on from the one before', () => {
    const { progress, messages } = found([51, 52], 50);
    expect(progress.checkpoint).toBe(50);
    progress.done(messages[0]!);
    expect(progress.due(true, 10_000)).toBeUndefined();
    progress.done(messages[1]!);
    expect(progress.due(true, 10_000)).toBe(52);
  });
});
