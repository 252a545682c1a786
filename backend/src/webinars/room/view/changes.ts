import { runsRoom, type Id, type RoomChange, type RoomEvent } from '@lyceum/contracts';
import type { Scene } from './fold.ts';
import { deckOf, messageOf, participantOf, pollOf, slideOf, type Aside } from './shown.ts';

/** A change as all see it, as only those who run the room do, or one person. */
export interface Told {
  readonly to: 'all' | 'hosts' | 'others' | { readonly personId: Id };
  readonly change: RoomChange;
}

const all = (change: RoomChange): Told => ({ to: 'all', change });
const hosts = (change: RoomChange): Told => ({ to: 'hosts', change });

/** A poll goes to those who run the room with its votes, to the others as they may see it. */
function polled(scene: Scene, pollId: Id): readonly Told[] {
  const [forHosts, forOthers] = [pollOf(scene, pollId, true), pollOf(scene, pollId, false)];
  if (!forHosts || !forOthers) return [];
  return [
    { to: 'hosts', change: { what: 'poll', poll: forHosts } },
    { to: 'others', change: { what: 'poll', poll: forOthers } },
  ];
}

/** What somebody gets to see who runs the room from now on: who waits, and the votes. */
function disclosed(scene: Scene, personId: Id, aside: Aside): readonly Told[] {
  const to = { personId };
  const waiting = [...scene.lobby].map(([id, since]): Told => {
    return { to, change: { what: 'waiting', person: { personId: id, name: aside.nameOf(id), since } } };
  });
  const polls = [...scene.polls.keys()].flatMap((id) => pollOf(scene, id, true) ?? []);
  return [...waiting, ...polls.map((poll): Told => ({ to, change: { what: 'poll', poll } }))];
}

/** What a fact changes for whom, told of the scene after it. */
export function changesOf(scene: Scene, { type, data }: RoomEvent, aside: Aside): readonly Told[] {
  switch (type) {
    case 'webinars.RoomOpened.v1':
    case 'webinars.RoomClosed.v2':
    case 'webinars.RecordingRemoved.v1':
      return [];
    case 'webinars.RoomSettingsChanged.v1':
      return [all({ what: 'settings', settings: data.settings })];
    case 'webinars.LobbyEntered.v1': {
      const since = scene.lobby.get(data.personId);
      const person = { personId: data.personId, name: aside.nameOf(data.personId) };
      return since === undefined ? [] : [hosts({ what: 'waiting', person: { ...person, since } })];
    }
    case 'webinars.LobbyLeft.v1':
    case 'webinars.Admitted.v1':
    case 'webinars.AdmissionRefused.v1':
      return [hosts({ what: 'waits-no-more', personId: data.personId })];
    case 'webinars.ParticipantJoined.v1': {
      const participant = participantOf(scene, data.personId, aside);
      return participant ? [all({ what: 'joined', participant: { ...participant, connected: true } })] : [];
    }
    case 'webinars.ParticipantLeft.v1':
      return [all({ what: 'left', personId: data.personId, why: data.why })];
    case 'webinars.RoleChanged.v1': {
      const { personId, role } = data;
      return [all({ what: 'role', personId, role }), ...(runsRoom(role) ? disclosed(scene, personId, aside) : [])];
    }
    case 'webinars.HandRaised.v1':
    case 'webinars.HandLowered.v1':
      return [all({ what: 'hand', personId: data.personId, hand: scene.people.get(data.personId)?.hand ?? null })];
    case 'webinars.ChatSent.v1': {
      const said = scene.chat.find(({ messageId }) => messageId === data.messageId);
      if (!said) return [];
      const change: RoomChange = { what: 'chat', message: messageOf(said, aside) };
      if (data.to === 'all') return [all(change)];
      const runs = runsRoom(scene.people.get(data.authorId)?.role ?? 'attendee');
      return runs ? [hosts(change)] : [hosts(change), { to: { personId: data.authorId }, change }];
    }
    case 'webinars.ChatRemoved.v1':
      return [all({ what: 'chat-removed', messageId: data.messageId })];
    case 'webinars.PollOpened.v1':
    case 'webinars.PollVoted.v1':
    case 'webinars.PollClosed.v1':
    case 'webinars.PollKept.v1':
      return polled(scene, data.pollId);
    case 'webinars.DeckAdded.v2': {
      const deck = deckOf(scene, data.deckId);
      return deck ? [all({ what: 'deck', deck })] : [];
    }
    case 'webinars.DeckRemoved.v1':
      return [all({ what: 'deck-removed', deckId: data.deckId })];
    case 'webinars.SlideShown.v1':
      return [all({ what: 'slide', slide: slideOf(scene) })];
    case 'webinars.RecordingStarted.v1':
    case 'webinars.RecordingStopped.v1':
    case 'webinars.RecordingFailed.v1':
      return [all({ what: 'recording', recording: scene.recording })];
    case 'webinars.Reacted.v1':
      return [all({ what: 'reaction', personId: data.personId, reaction: data.reaction })];
    case 'webinars.CaptionSpoken.v1': {
      const author = { personId: data.authorId, name: aside.nameOf(data.authorId) };
      return data.text === null ? [] : [all({ what: 'caption', author, text: data.text })];
    }
    case 'webinars.ParticipantMuted.v1':
      return [all({ what: 'muted', personId: data.personId, source: data.source })];
  }
}

/** Changes of one turn as they are sent: of a poll only the last of each counts, of a vote by a thousand people one. */
export function merged(changes: readonly RoomChange[]): readonly RoomChange[] {
  const last = new Map<Id, number>();
  changes.forEach((change, i) => change.what === 'poll' && last.set(change.poll.pollId, i));
  return changes.filter((change, i) => change.what !== 'poll' || last.get(change.poll.pollId) === i);
}
