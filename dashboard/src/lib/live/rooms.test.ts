import type { Change, JoinAnswer, Position } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { Rooms, type Wire } from './rooms.ts';

const room = 'admin';
class FakeWire implements Wire {
  connected = true;
  readonly sent: string[] = [];
  position: Position = '100';
  emit(event: 'join' | 'leave', request: { room: string; since?: Position }, answer: (answer: JoinAnswer) => void): void {
    this.sent.push([event, request.room, request.since].filter(Boolean).join(' '));
    answer({ ok: true, position: this.position });
  }
}
const change = (key: string, position: Position, model = 'overview'): Change => ({ room, model, key, row: {}, position });

const atOnce = (give: () => void) => give();

function following(since: Position | null = '90') {
  const wire = new FakeWire();
  const rooms = new Rooms(wire, atOnce);
  const seen: string[] = [];
  const stop = rooms.follow(room, since, ({ key, position }) => seen.push(`${key}@${position}`));
  return { wire, rooms, seen, stop };
}

describe('following a room', () => {
  test('joins from what the page shows', () => {
    expect(following().wire.sent).toEqual(['join admin 90']);
  });

  test('a change that comes twice is given once', () => {
    const { rooms, seen } = following();
    for (const again of [change('all', '101'), change('all', '101'), change('all', '99'), change('all', '1000')]) rooms.changed(again);
    expect(seen).toEqual(['all@101', 'all@1000']);
  });

  test('what comes meanwhile is given together, and only to who still follows', () => {
    const gathered: (() => void)[] = [];
    const rooms = new Rooms(new FakeWire(), (give) => gathered.push(give));
    const seen: string[] = [];
    rooms.follow(room, '90', ({ key }) => seen.push(key));
    const stop = rooms.follow(room, '90', ({ key }) => seen.push(`gone ${key}`));
    rooms.changed(change('a', '101'));
    rooms.changed(change('b', '102'));
    stop();
    rooms.follow(room, '102', ({ key }) => seen.push(`late ${key}`));
    expect([gathered.length, seen]).toEqual([1, []]);
    gathered[0]!();
    expect(seen).toEqual(['a', 'b']);
  });

  test('models and rows have positions of their own', () => {
    const { rooms, seen } = following();
    rooms.changed(change('a', '105'));
    rooms.changed(change('b', '103'));
    rooms.changed(change('a', '102', 'people'));
    expect(seen).toEqual(['a@105', 'b@103', 'a@102']);
  });

  test('a new connection catches up from the last position that the server vouched for, not from the newest change', () => {
    const { wire, rooms } = following();
    rooms.changed(change('all', '140'));
    rooms.connected();
    expect(wire.sent.at(-1)).toBe('join admin 100');
  });

  test('without a connection nothing is sent until there is one', () => {
    const wire = new FakeWire();
    wire.connected = false;
    const rooms = new Rooms(wire, atOnce);
    rooms.follow(room, '7', () => undefined);
    expect(wire.sent).toEqual([]);
    rooms.connected();
    expect(wire.sent).toEqual(['join admin 7']);
  });

  test('a second follower with an older page catches up without repeating for the first', () => {
    const { wire, rooms, seen } = following('90');
    rooms.changed(change('all', '101'));
    const late: string[] = [];
    rooms.follow(room, '80', ({ key, position }) => late.push(`${key}@${position}`));
    expect(wire.sent.at(-1)).toBe('join admin 80');
    rooms.changed(change('all', '101'));
    expect(seen).toEqual(['all@101']);
    expect(late).toEqual(['all@101']);
  });

  test('the room is left with its last follower', () => {
    const { wire, rooms, stop } = following();
    const stopSecond = rooms.follow(room, '95', () => undefined);
    stop();
    expect(wire.sent).not.toContain('leave admin');
    stopSecond();
    expect(wire.sent.at(-1)).toBe('leave admin');
  });

  test('a refused room is said', () => {
    const wire = new FakeWire();
    wire.emit = (_event, _request, answer) => answer({ ok: false, type: '', title: '', status: 404, detail: '', code: 'room-not-found' });
    const refused: string[] = [];
    new Rooms(wire, atOnce, (name, code) => refused.push(`${name}: ${code}`)).follow('operator', null, () => undefined);
    expect(refused).toEqual(['operator: room-not-found']);
  });
});
