import type { Id } from '@lyceum/contracts';
import { NOTHING, type Actor, type World } from './rights-world.ts';

/** A student of the course and in the room, whose things they are not: the other one of the same role. */
export type Speaker = Exclude<Actor, 'nobody'> | 'fellow';
export const SPEAKERS: readonly Speaker[] = ['student', 'instructor', 'operator', 'admin', 'owner', 'teacher', 'fellow'];

/** Whose a message is. The teacher and the admin run the room of the webinar; the owner and the fellow listen there. */
export const HEARD = {
  'whoever is signed in': SPEAKERS,
  'those enrolled, and the staff': ['owner', 'fellow', 'teacher', 'admin'],
  'the staff of the course': ['teacher', 'admin'],
  'whose it is': ['owner'],
  'the two of them': ['owner', 'teacher'],
  'whoever is in the room': ['owner', 'fellow', 'teacher', 'admin'],
  'whose it is, and those who run the room': ['owner', 'teacher', 'admin'],
  'those who run the room': ['teacher', 'admin'],
  'those who speak': ['teacher', 'admin'],
} as const satisfies Readonly<Record<string, readonly Speaker[]>>;

/** Every message of a namespace by who may: one of the audiences above, or whose roles have a permission. `join KIND` for each kind of room. */
export const WHO_MAY_SAY: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '/': {
    'whoever is signed in': ['join calendar', 'leave', 'exit'],
    'those enrolled, and the staff': ['join course', 'join webinar'],
    'the staff of the course': ['join quiz'],
    'whose it is': ['join person', 'authenticate'],
    'the two of them': ['attend', 'typing', 'enter'],
    'analytics.read': ['join admin'],
    'operations.read': ['join operator'],
  },
  '/webinars': {
    'those enrolled, and the staff': ['enter'],
    'whoever is in the room': [
      'open-transport',
      'connect-transport',
      'restart-ice',
      'pause-producer',
      'resume-producer',
      'close-producer',
      'consume',
      'pause-consumer',
      'resume-consumer',
      'close-consumer',
      'prefer-layers',
      'raise-hand',
      'react',
      'chat',
      'vote',
    ],
    'those who speak': ['produce', 'caption', 'add-deck', 'remove-deck', 'show-slide'],
    'whose it is, and those who run the room': ['lower-hand', 'remove-chat'],
    'those who run the room': [
      'settings',
      'admit',
      'admit-all',
      'refuse',
      'set-role',
      'mute',
      'mute-all',
      'remove',
      'open-poll',
      'close-poll',
      'keep-poll',
      'start-recording',
      'stop-recording',
      'close',
    ],
    'whoever is signed in': ['leave'],
  },
};

/** What a message says beyond its name, in this world: about the owner and what is theirs. `said` is the namespace and the name. */
export function wordsFor(said: string, { people, ids }: World, room: { webinarId: Id; messageId: Id; imageId: Id }): object {
  const { personId, token } = people.owner;
  const media = { transportId: NOTHING, rtpParameters: { codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000 }] } };
  const deck = { deckId: NOTHING };
  const [, name = ''] = said.split(/ (.*)/);
  if (/^(?:pause|resume|close)-producer$/.test(name)) return { producerId: NOTHING };
  if (/^(?:pause|resume|close)-consumer$/.test(name)) return { consumerId: NOTHING };
  const words: Readonly<Record<string, object>> = {
    'join course': { room: `course:${ids['/api/courses']}` },
    'join webinar': { room: `webinar:${room.webinarId}` },
    'join quiz': { room: `quiz:${ids['/api/quizzes']}` },
    'join person': { room: `person:${personId}` },
    'join calendar': { room: `calendar:${people.teacher.personId}` },
    'join admin': { room: 'admin' },
    'join operator': { room: 'operator' },
    '/ leave': { room: 'admin' },
    authenticate: { token },
    attend: { conversationIds: [ids['/api/conversations']] },
    typing: { conversationId: ids['/api/conversations'] },
    '/ enter': { bookingId: ids['/api/bookings'] },
    '/webinars enter': { room: `webinar:${room.webinarId}` },
    'open-transport': { direction: 'send' },
    'connect-transport': { transportId: NOTHING, dtlsParameters: { role: 'client', fingerprints: [FINGERPRINT] } },
    'restart-ice': { transportId: NOTHING },
    produce: { ...media, kind: 'audio', source: 'microphone' },
    consume: { transportId: NOTHING, producerId: NOTHING },
    'prefer-layers': { consumerId: NOTHING, layers: { spatial: 0 } },
    'lower-hand': { personId },
    react: { reaction: 'clap' },
    chat: { to: 'all', text: 'Listen' },
    'remove-chat': { messageId: room.messageId },
    caption: { text: 'Sound is a wave.' },
    vote: { pollId: NOTHING, choices: [NOTHING] },
    settings: { locked: true, lobby: false, chat: false, attendees: { microphone: true, camera: true, screen: true } },
    admit: { personId },
    refuse: { personId },
    'set-role': { personId, role: 'speaker' },
    mute: { personId, source: 'microphone' },
    remove: { personId },
    'open-poll': { question: 'Loud?', choices: ['Yes', 'No'] },
    'close-poll': { pollId: NOTHING },
    'keep-poll': { pollId: NOTHING, quizId: ids['/api/quizzes'], correct: [NOTHING] },
    'add-deck': { title: 'Mine', pages: [{ imageId: room.imageId, text: '' }] },
    'remove-deck': deck,
    'show-slide': deck,
  };
  return words[said] ?? words[name] ?? {};
}

const FINGERPRINT = { algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AA').join(':') };
