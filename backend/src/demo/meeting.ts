import type { Id } from '@lyceum/contracts';
import { derivedId } from '@lyceum/stores';
import { createdId, type CommandContext } from '../deciding/context.ts';
import type { Act } from '../webinars/room/acts/acting.ts';
import { say } from '../webinars/room/acts/chatting.ts';
import { enter, leave } from '../webinars/room/acts/entering.ts';
import { close } from '../webinars/room/acts/hosting.ts';
import { closePoll, openPoll, vote } from '../webinars/room/acts/polling.ts';
import { MINUTE } from './timeline.ts';
import type { DemoRoom, DemoWebinar } from './webinars.ts';

/** The host opens the room so many minutes before it begins, and where it is under way is away for a moment. */
const OPENS = 8;
const AWAY = 1;

/** Somebody does something, at a time in milliseconds from the beginning of the demo. */
export interface Doing {
  readonly at: number;
  readonly personId: Id;
  readonly name: string;
  readonly act: Act;
}

/** Who meets, from which time on. */
export interface Meeting {
  readonly webinarId: Id;
  readonly hostId: Id;
  readonly guests: ReadonlyMap<number, Id>;
  readonly from: number;
  readonly contextOf: (doing: Omit<Doing, 'act'>) => CommandContext;
}

const connectionOf = ({ webinarId }: Meeting, personId: Id): Id => derivedId(webinarId, `connection ${personId}`);
const guestOf = ({ guests }: Meeting, number: number): Id => guests.get(number) ?? '';
const timeOf = ({ from }: Meeting, minute: number): number => from + minute * MINUTE;

/** The host asks, those who are there answer one after another, and the host closes the poll. */
function polled(meeting: Meeting, { poll, stays }: DemoRoom): Doing[] {
  if (!poll) return [];
  const { minute, question, choices, votes } = poll;
  const asks = { at: timeOf(meeting, minute), personId: meeting.hostId, name: 'asks' };
  const id = (what: string) => createdId(meeting.contextOf(asks), what);
  const there = stays
    .filter(([, came, left]) => came <= minute && left > minute + votes.length)
    .map(([number]) => guestOf(meeting, number));
  return [
    { ...asks, act: openPoll({ question, choices, multiple: false, live: false }) },
    ...there.slice(0, votes.length).map((personId, index): Doing => {
      const act = vote(id('poll'), [id(`choice ${votes[index]}`)]);
      return { at: timeOf(meeting, minute + (index + 1) / 3), personId, name: `votes ${index}`, act };
    }),
    { at: timeOf(meeting, minute + 4), personId: meeting.hostId, name: 'has asked', act: closePoll(id('poll')) },
  ];
}

/** What happens in the room of a webinar, in the order in which it does. One that is under way is only left, and opens again. */
export function doingsOf({ kind, minutes, day }: DemoWebinar, room: DemoRoom, meeting: Meeting): readonly Doing[] {
  const { hostId } = meeting;
  const comes = (personId: Id, role: 'host' | 'attendee', minute: number): Doing => {
    const act = enter({ role, connectionId: connectionOf(meeting, personId), kind, lobby: false });
    return { at: timeOf(meeting, minute), personId, name: `comes ${personId}`, act };
  };
  const goes = (personId: Id, minute: number): Doing => {
    const act = leave(connectionOf(meeting, personId), 'left', false);
    return { at: timeOf(meeting, minute), personId, name: `goes ${personId}`, act };
  };
  const stays = room.stays.flatMap(([number, came, left]) => {
    const personId = guestOf(meeting, number);
    // Who is there to the end leaves as the room is closed.
    return [comes(personId, 'attendee', came), ...(left <= minutes ? [goes(personId, left)] : [])];
  });
  const said = room.said.map(({ minute, guest, text }, index): Doing => {
    const personId = guest === undefined ? hostId : guestOf(meeting, guest);
    return { at: timeOf(meeting, minute), personId, name: `says ${index}`, act: say('all', text) };
  });
  const ends: Doing =
    day === null ? goes(hostId, -AWAY) : { at: timeOf(meeting, minutes + 1), personId: hostId, name: 'closes', act: close };
  const all = [comes(hostId, 'host', -OPENS), ...stays, ...said, ...polled(meeting, room), ends];
  return all.toSorted((a, b) => a.at - b.at);
}
