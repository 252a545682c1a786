import type { Closing, Leaving, RoomEvent, RoomRole } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import type { Act } from './acts/acting.ts';
import { say, takeBack } from './acts/chatting.ts';
import { closing, enter, leave, standAs } from './acts/entering.ts';
import { admit, close, muteAll, promote, remove, settle, turnAway } from './acts/hosting.ts';
import { closePoll, keepable, openPoll, vote } from './acts/polling.ts';
import { addDeck, recorded, removeDeck, showSlide, startRecording } from './acts/presenting.ts';
import { caption, lowerHand, raiseHand } from './acts/speaking.ts';
import { rooms } from './room.ts';

const roomId = 'room';
const settings = { locked: false, lobby: false, chat: true, attendees: { microphone: false, camera: false, screen: false } };
const opened = (more: Partial<typeof settings> = {}): RoomEvent => ({
  type: 'webinars.RoomOpened.v1',
  data: { roomId, kind: 'lecture', settings: { ...settings, ...more } },
});
const joined = (personId: string, role: RoomRole = 'attendee', connectionId = `by ${personId}`): RoomEvent => ({
  type: 'webinars.ParticipantJoined.v1',
  data: { roomId, personId, role, connectionId },
});
const left = (personId: string, why: Leaving): RoomEvent => ({
  type: 'webinars.ParticipantLeft.v1',
  data: { roomId, personId, why },
});
const waits = (personId: string): RoomEvent => ({ type: 'webinars.LobbyEntered.v1', data: { roomId, personId } });
const closed = (why: Closing): RoomEvent => ({ type: 'webinars.RoomClosed.v2', data: { roomId, why } });
const hand = (personId: string): RoomEvent => ({ type: 'webinars.HandRaised.v1', data: { roomId, personId } });

const doing = (personId: string, act: Act, ...facts: readonly RoomEvent[]) =>
  given(rooms, ...facts).when((room) => act(room, { roomId, personId, newId: (name) => name }));
const comes = (role: RoomRole, connectionId = 'new') => enter({ role, connectionId, kind: 'lecture', lobby: false });
const full = [opened(), joined('host', 'host'), joined('ann'), joined('ben', 'speaker')];

describe('coming in', () => {
  test('a host opens the room, an attendee waits for that', () => {
    doing('host', comes('host')).then(opened(), joined('host', 'host', 'new'));
    doing('ann', comes('attendee')).nothing();
  });
  test('a further connection takes the place, the same one changes nothing', () => {
    doing('ann', comes('attendee'), ...full).then(joined('ann', 'attendee', 'new'));
    doing('ann', comes('attendee', 'by ann'), ...full).nothing();
  });
  test('a lobby holds attendees once, and not those who were in', () => {
    const lobby = [opened({ lobby: true }), joined('host', 'host')];
    doing('ann', comes('attendee'), ...lobby).then(waits('ann'));
    doing('ann', comes('attendee'), ...lobby, waits('ann')).nothing();
    doing('ben', comes('speaker'), ...lobby).then(joined('ben', 'speaker', 'new'));
    doing('ann', comes('attendee'), ...lobby, joined('ann'), left('ann', 'lost')).then(joined('ann', 'attendee', 'new'));
  });
  test('a lock keeps new ones out; who was sent away stays away until they are let in', () => {
    doing('eve', comes('attendee'), opened({ locked: true }), joined('host', 'host')).refused('room-locked');
    doing('host', comes('host'), opened({ locked: true }), joined('ann')).then(joined('host', 'host', 'new'));
    doing('ann', comes('attendee'), ...full, left('ann', 'removed')).refused('removed-from-room');
    const again: RoomEvent = { type: 'webinars.Admitted.v1', data: { roomId, personId: 'ann' } };
    doing('host', admit('ann'), ...full, left('ann', 'removed')).then(again);
    doing('ann', comes('attendee'), ...full, left('ann', 'removed'), again).then(joined('ann', 'attendee', 'new'));
  });
  test('who was made a speaker comes back as one', () => {
    const promoted: RoomEvent = { type: 'webinars.RoleChanged.v1', data: { roomId, personId: 'ann', role: 'speaker' } };
    doing('ann', comes('attendee'), ...full, promoted, left('ann', 'lost')).then(joined('ann', 'speaker', 'new'));
  });
});

describe('leaving', () => {
  test('takes along only the connection that one is there by', () => {
    doing('ann', leave('by ann', 'lost', false), ...full).then(left('ann', 'lost'));
    doing('ann', leave('an old one', 'lost', false), ...full).nothing();
  });
  test('the room closes behind the last, for good when its time is over, and for all by a host', () => {
    doing('ann', leave('by ann', 'left', true), opened(), joined('ann')).then(left('ann', 'left'), closed('ended'));
    doing('ann', leave('by ann', 'lost', false), opened(), joined('ann')).then(left('ann', 'lost'), closed('empty'));
    doing('ann', leave('by ann', 'left', true), ...full).then(left('ann', 'left'));
    doing('host', close, ...full).then(left('host', 'closed'), left('ann', 'closed'), left('ben', 'closed'), closed('ended'));
    doing('ann', close, ...full).refused('not-allowed');
  });
  test('one that was only empty opens again as it was, with those sent away still out; one that was closed is new', () => {
    const alone = [opened({ locked: true }), joined('host', 'host'), joined('eve'), left('eve', 'removed'), left('host', 'lost')];
    doing('host', comes('host'), ...alone, closed('empty')).then(opened({ locked: true }), joined('host', 'host', 'new'));
    doing('host', comes('host'), ...alone, closed('ended')).then(opened(), joined('host', 'host', 'new'));
    doing('eve', comes('attendee'), ...alone, closed('empty')).nothing();
    doing('eve', comes('attendee'), ...alone, closed('empty'), opened(), joined('host', 'host')).refused('removed-from-room');
    doing('eve', comes('attendee'), ...alone, closed('ended'), opened(), joined('host', 'host')).then(joined('eve', 'attendee', 'new'));
  });
  test('by the clock and by a cancellation all are told why, and what is closed is not closed again', () => {
    const ends = (why: 'over' | 'cancelled', ...facts: RoomEvent[]) => given(rooms, ...facts).when((room) => closing(room, roomId, why));
    ends('over', opened(), joined('ann')).then(left('ann', 'over'), closed('over'));
    ends('cancelled', opened(), joined('ann')).then(left('ann', 'cancelled'), closed('cancelled'));
    ends('over', opened(), closed('empty')).nothing();
    ends('over').nothing();
  });
});

describe('whose right to be there has ended', () => {
  test('is put out, out of the lobby too, and is nobody there any more when they come again', () => {
    const made: RoomEvent = { type: 'webinars.RoleChanged.v1', data: { roomId, personId: 'ann', role: 'co-host' } };
    doing('ann', standAs(null), ...full).then(left('ann', 'barred'));
    doing('ann', standAs(null), opened(), joined('ann')).then(left('ann', 'barred'), closed('empty'));
    doing('ann', standAs(null), opened(), waits('ann')).then({ type: 'webinars.LobbyLeft.v1', data: { roomId, personId: 'ann' } });
    doing('eve', standAs(null), ...full).nothing();
    doing('ann', comes('attendee'), ...full, made, left('ann', 'barred')).then(joined('ann', 'attendee', 'new'));
    const locked = [opened({ locked: true }), joined('host', 'host'), joined('ann'), left('ann', 'barred')];
    doing('ann', comes('attendee'), ...locked).refused('room-locked');
  });
  test('who ran the room by an office does so no more without it; whom a host promoted stays promoted', () => {
    const staff = [...full, joined('staff', 'co-host')];
    doing('staff', standAs('attendee'), ...staff).then({
      type: 'webinars.RoleChanged.v1',
      data: { roomId, personId: 'staff', role: 'attendee' },
    });
    doing('staff', standAs('co-host'), ...staff).nothing();
    doing('ann', standAs('attendee'), ...full).nothing();
    const made: RoomEvent = { type: 'webinars.RoleChanged.v1', data: { roomId, personId: 'ann', role: 'co-host' } };
    doing('ann', standAs('attendee'), ...full, made).nothing();
    const unmade: RoomEvent = { type: 'webinars.RoleChanged.v1', data: { roomId, personId: 'host', role: 'attendee' } };
    doing('host', comes('host'), ...full, unmade, left('host', 'left')).then(joined('host', 'host', 'new'));
  });
});

describe('those who run the room', () => {
  test('let in and turn away who waits', () => {
    const lobby = [opened({ lobby: true }), joined('host', 'host'), waits('ann')];
    doing('host', admit('ann'), ...lobby).then({ type: 'webinars.Admitted.v1', data: { roomId, personId: 'ann' } });
    doing('host', turnAway('ann'), ...lobby).then({ type: 'webinars.AdmissionRefused.v1', data: { roomId, personId: 'ann' } });
    doing('host', admit('eve'), ...lobby).refused('not-there');
  });
  test('bring people to the stage, which lowers their hand; a host stays one', () => {
    doing('host', promote('ann', 'speaker'), ...full, hand('ann')).then(
      { type: 'webinars.RoleChanged.v1', data: { roomId, personId: 'ann', role: 'speaker' } },
      { type: 'webinars.HandLowered.v1', data: { roomId, personId: 'ann' } },
    );
    doing('host', promote('host', 'attendee'), ...full).refused('not-allowed');
    doing('ben', promote('ann', 'speaker'), ...full).refused('not-allowed');
    doing('host', promote('ben', 'speaker'), ...full).nothing();
  });
  test('mute those who may speak and do not run it', () => {
    doing('host', muteAll, ...full).then({ type: 'webinars.ParticipantMuted.v1', data: { roomId, personId: 'ben', source: 'microphone' } });
  });
  test('send people away, but no host', () => {
    doing('host', remove('ann'), ...full).then(left('ann', 'removed'));
    doing('host', remove('host'), ...full).refused('not-allowed');
  });
  test('set the room; the same setting is nothing', () => {
    doing('host', settle(settings), ...full).nothing();
    doing('ann', settle({ ...settings, locked: true }), ...full).refused('not-allowed');
    doing('host', settle(settings), opened({ lobby: true }), joined('host', 'host'), waits('ann')).then(
      { type: 'webinars.RoomSettingsChanged.v1', data: { roomId, settings } },
      { type: 'webinars.Admitted.v1', data: { roomId, personId: 'ann' } },
    );
  });
});

describe('what everybody does', () => {
  test('hands, once each; somebody else’s only hosts lower', () => {
    doing('ann', raiseHand, ...full).then(hand('ann'));
    doing('ann', raiseHand, ...full, hand('ann')).nothing();
    doing('ben', lowerHand('ann'), ...full, hand('ann')).refused('not-allowed');
    doing('host', lowerHand('ann'), ...full, hand('ann')).then({ type: 'webinars.HandLowered.v1', data: { roomId, personId: 'ann' } });
    doing('eve', raiseHand, ...full).refused('not-in-the-room');
  });
  test('chat, which can be closed for the audience; messages are taken back by who may', () => {
    const said: RoomEvent = {
      type: 'webinars.ChatSent.v1',
      data: { roomId, messageId: 'message', authorId: 'ann', to: 'all', text: 'Hi' },
    };
    doing('ann', say('all', 'Hi'), ...full).then(said);
    doing('ann', say('all', 'Hi'), opened({ chat: false }), joined('ann')).refused('chat-closed');
    doing('ben', say('all', 'Hi'), opened({ chat: false }), joined('ben', 'speaker')).then({
      ...said,
      data: { ...said.data, authorId: 'ben' },
    } as RoomEvent);
    doing('ben', takeBack('message'), ...full, said).refused('not-allowed');
    doing('host', takeBack('message'), ...full, said).then({ type: 'webinars.ChatRemoved.v1', data: { roomId, messageId: 'message' } });
    doing('host', takeBack('none'), ...full).refused('message-not-found');
  });
  test('captions of those who may speak', () => {
    doing('ann', caption('Hello'), ...full).refused('may-not-send');
    doing('ben', caption('Hello'), ...full).then({ type: 'webinars.CaptionSpoken.v1', data: { roomId, authorId: 'ben', text: 'Hello' } });
  });
});

describe('polls, slides and recordings', () => {
  const asked: RoomEvent = {
    type: 'webinars.PollOpened.v1',
    data: {
      roomId,
      pollId: 'poll',
      question: 'Faster?',
      choices: [
        { id: 'choice 0', text: 'Air' },
        { id: 'choice 1', text: 'Water' },
      ],
      multiple: false,
      live: true,
    },
  };
  const over: RoomEvent = { type: 'webinars.PollClosed.v1', data: { roomId, pollId: 'poll' } };
  test('a poll is opened, answered and closed, and kept only when it is closed', () => {
    doing('host', openPoll({ question: 'Faster?', choices: ['Air', 'Water'], multiple: false, live: true }), ...full).then(asked);
    doing('ann', vote('poll', ['choice 1', 'choice 1']), ...full, asked).then({
      type: 'webinars.PollVoted.v1',
      data: { roomId, personId: 'ann', pollId: 'poll', choices: ['choice 1'] },
    });
    doing('ann', vote('poll', ['choice 0', 'choice 1']), ...full, asked).refused('answer-does-not-fit');
    doing('ann', vote('poll', ['other']), ...full, asked).refused('answer-does-not-fit');
    doing('ann', vote('poll', ['choice 1']), ...full, asked, over).refused('poll-closed');
    doing('host', closePoll('poll'), ...full, asked, over).nothing();
    doing('host', keepable('poll', ['choice 1']), ...full, asked).refused('poll-open');
    doing('host', keepable('poll', ['choice 1']), ...full, asked, over).nothing();
  });
  const pages = [
    { imageId: 'one', text: 'What a wave is' },
    { imageId: 'two', text: '' },
  ];
  const deck: RoomEvent = { type: 'webinars.DeckAdded.v2', data: { roomId, deckId: 'deck', title: 'Waves', pages } };
  const shows = (deckId: string | null, page = 0): RoomEvent => ({ type: 'webinars.SlideShown.v1', data: { roomId, deckId, page } });
  test('slides are shown by those who speak, and only such as there are', () => {
    doing('ben', addDeck('Waves', pages), ...full).then(deck);
    doing('ann', addDeck('Waves', pages), ...full).refused('not-allowed');
    doing('ben', showSlide('deck', 1), ...full, deck).then(shows('deck', 1));
    doing('ann', showSlide('deck', 1), ...full, deck).refused('not-allowed');
    doing('ben', showSlide('deck', 2), ...full, deck).refused('deck-not-found');
    doing('ben', showSlide('of another room', 0), ...full, deck).refused('deck-not-found');
    doing('ben', showSlide('deck', 1), ...full, deck, shows('deck', 1)).nothing();
    doing('ben', showSlide(null, 0), ...full, deck).nothing();
    doing('ben', showSlide(null, 0), ...full, deck, shows('deck')).then(shows(null));
  });
  test('slides are there before the room opens, of those who are planned to speak; in it counts what one is there', () => {
    doing('eve', addDeck('Waves', pages, true)).then(deck);
    doing('eve', addDeck('Waves', pages, false)).refused('not-allowed');
    doing('ann', addDeck('Waves', pages, true), ...full).refused('not-allowed');
    doing('eve', showSlide('deck', 0), ...full, deck).refused('not-in-the-room');
  });
  test('slides that are removed are shown no more', () => {
    const removed: RoomEvent = { type: 'webinars.DeckRemoved.v1', data: { roomId, deckId: 'deck' } };
    doing('ben', removeDeck('deck'), ...full, deck).then(removed);
    doing('ben', removeDeck('deck'), ...full, deck, shows('deck', 1)).then(shows(null), removed);
    doing('ann', removeDeck('deck'), ...full, deck).refused('not-allowed');
    doing('ben', removeDeck('deck'), ...full, deck, removed).refused('deck-not-found');
    doing('ben', showSlide('deck', 0), ...full, deck, removed).refused('deck-not-found');
  });
  test('a room takes so many slides', () => {
    const large = Array.from({ length: 300 }, (_, i) => ({ imageId: `${i}`, text: '' }));
    const decks = Array.from({ length: 5 }, (_, i): RoomEvent => ({
      type: 'webinars.DeckAdded.v2',
      data: { roomId, deckId: `deck ${i}`, title: 'Waves', pages: large },
    }));
    doing('ben', addDeck('Waves', pages), ...full, ...decks).refused('too-many-requests');
    doing('ben', addDeck('Waves', large), ...full, ...decks.slice(1)).then({
      type: 'webinars.DeckAdded.v2',
      data: { roomId, deckId: 'deck', title: 'Waves', pages: large },
    });
  });
  test('one recording at a time; without files it has failed', () => {
    const started: RoomEvent = { type: 'webinars.RecordingStarted.v1', data: { roomId, recordingId: 'recording' } };
    doing('host', startRecording, ...full).then(started);
    doing('host', startRecording, ...full, started).refused('already-recording');
    doing('host', recorded('recording', [], 'Nothing'), ...full, started).then({
      type: 'webinars.RecordingFailed.v1',
      data: { roomId, recordingId: 'recording', reason: 'Nothing' },
    });
    doing('host', recorded('another', [], 'Nothing'), ...full, started).nothing();
  });
});

test('a thousand people and ten thousand messages leave a state that is quick to decide on', () => {
  const people = Array.from({ length: 1000 }, (_, i) => joined(`p${i}`));
  const chat = Array.from({ length: 10_000 }, (_, i): RoomEvent => ({
    type: 'webinars.ChatSent.v1',
    data: { roomId, messageId: `m${i}`, authorId: 'p1', to: 'all', text: 'Hi' },
  }));
  const room = [opened(), ...people, ...chat].reduce(rooms.evolve, rooms.initial);
  expect([room.people.size, room.messages.size]).toEqual([1000, 500]);
});
