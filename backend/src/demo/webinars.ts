import type { ProgrammeItem, RegistrationKind, WebinarKind } from '@lyceum/contracts';

/** What somebody says in a room; `guest` is the number of the guest, none is the host. Minutes from the beginning. */
interface Said {
  readonly minute: number;
  readonly guest?: number;
  readonly text: string;
}

/** What happened in the room of a webinar that is over, or is under way. */
export interface DemoRoom {
  /** The minutes in which each guest who came was there. */
  readonly stays: readonly (readonly [guest: number, from: number, to: number])[];
  readonly said: readonly Said[];
  /** What was asked and what the guests chose, in their order. */
  readonly poll?: {
    readonly minute: number;
    readonly question: string;
    readonly choices: readonly string[];
    readonly votes: readonly number[];
  };
}

/** A webinar of the demo: days from today, below 0 in the past, null for the one that begins now; `time` is on the clock of the host. */
export interface DemoWebinar {
  readonly title: string;
  readonly summary: string;
  readonly host: number;
  readonly course?: number;
  readonly kind: WebinarKind;
  readonly registration: RegistrationKind;
  readonly seats?: number;
  readonly day: number | null;
  readonly time: string;
  readonly minutes: number;
  /** Instructors who speak, and people from elsewhere. */
  readonly speakers?: readonly (number | { readonly name: string; readonly about: string })[];
  readonly programme?: readonly ProgrammeItem[];
  /** Who registers: so many of those who were in the academy, or in the course, by then. The first is the student whose login is printed. */
  readonly guests: readonly number[];
  /** The guests that the host has accepted and refused, where they were asked. */
  readonly accepted?: readonly number[];
  readonly refused?: readonly number[];
  readonly cancelled?: string;
  readonly room?: DemoRoom;
}

export const WEBINARS: readonly DemoWebinar[] = [
  {
    title: 'What the cave leaves out',
    summary: 'Plato says who is freed, not who frees. An hour on the hands in the story, with time for objections.',
    host: 0,
    kind: 'lecture',
    registration: 'open',
    day: -35,
    time: '17:00',
    minutes: 60,
    guests: [0, 3, 7, 11, 14, 18, 22, 27],
    room: {
      stays: [
        [0, -4, 62],
        [3, -2, 62],
        [7, 0, 41],
        [11, 1, 62],
        [14, 6, 62],
        [18, -1, 30],
        [22, 12, 62],
      ],
      said: [
        { minute: 2, text: 'Good evening. Write your objections here as they come; I read them after the first part.' },
        { minute: 19, guest: 11, text: 'Nobody in the cave asks to be freed. Is it then freedom?' },
        { minute: 24, guest: 3, text: 'And the one who is dragged up does not thank anybody.' },
        { minute: 58, text: 'Both of these are the next hour. Thank you for coming.' },
      ],
      poll: {
        minute: 33,
        question: 'Would you go back down?',
        choices: ['Yes, at once', 'Only with somebody', 'No'],
        votes: [1, 0, 1, 2, 1, 0],
      },
    },
  },
  {
    title: 'Reading a query plan together',
    summary: 'Bring a slow query. We read its plan aloud, node by node, until it is clear where the time goes.',
    host: 1,
    kind: 'workshop',
    registration: 'ticket',
    seats: 12,
    day: -16,
    time: '18:00',
    minutes: 90,
    guests: [2, 5, 9, 12, 16, 20],
    room: {
      stays: [
        [2, -6, 92],
        [5, 2, 92],
        [9, -1, 60],
        [12, 0, 92],
        [16, 25, 88],
      ],
      said: [
        { minute: 1, text: 'Who has a plan with them? Raise a hand, and you share your screen first.' },
        { minute: 47, guest: 12, text: 'It is the nested loop. It runs once for each of two million rows.' },
        { minute: 48, text: 'There it is. Now: which index would end it?' },
      ],
    },
  },
  {
    title: 'Four hundred names in one head',
    summary: 'How to learn the parts of a cell so that they are still there in a month.',
    host: 4,
    kind: 'seminar',
    registration: 'open',
    day: -5,
    time: '13:00',
    minutes: 45,
    guests: [1, 4, 6, 10, 13],
    room: {
      stays: [
        [1, -3, 46],
        [4, 0, 46],
        [6, 3, 46],
        [13, 0, 20],
      ],
      said: [{ minute: 40, guest: 6, text: 'So: little, often, and always from memory first.' }],
    },
  },
  {
    title: 'Open hour: bring a question',
    summary: 'The door is open. Come in with whatever your courses have left you wondering about, or listen to the others.',
    host: 0,
    kind: 'workshop',
    registration: 'open',
    day: null,
    time: '',
    minutes: 120,
    guests: [0, 17, 23, 31, 12],
    room: {
      stays: [
        [17, -4, -2],
        [23, -4, -2],
      ],
      said: [
        { minute: -4, text: 'Welcome. Write here what you would like to talk about; I am back in a moment.' },
        { minute: -3, guest: 17, text: 'Why is an argument with a false premise still called valid?' },
      ],
    },
  },
  {
    title: 'Indexes, from the page up',
    summary: 'What lies on one page of a B-tree, and why that decides how fast everything above it is.',
    host: 1,
    kind: 'lecture',
    registration: 'ticket',
    seats: 6,
    day: 2,
    time: '18:00',
    minutes: 75,
    speakers: [0, { name: 'Hedda Nyquist', about: 'Builds storage engines and takes them apart again' }],
    programme: [
      { after: 0, title: 'A page, byte by byte', speaker: '' },
      { after: 30, title: 'What order has to do with truth', speaker: 'Inge Solberg' },
      { after: 50, title: 'Splits, merges and patience', speaker: 'Hedda Nyquist' },
    ],
    guests: [0, 5, 9, 33, 41, 52, 60, 12, 28],
  },
  {
    title: 'Why bread browns',
    summary: 'Sugars, proteins and heat: the reaction that everybody smells and few can draw.',
    host: 3,
    kind: 'lecture',
    registration: 'open',
    day: 3,
    time: '19:00',
    minutes: 60,
    guests: [8, 15],
    cancelled: 'I have lost my voice. There will be another evening for it.',
  },
  {
    title: 'Parmenides, fragment 8, line by line',
    summary: 'A small round: everybody reads, everybody answers. Say in a sentence why you would like to come.',
    host: 0,
    kind: 'seminar',
    registration: 'approval',
    seats: 8,
    day: 4,
    time: '15:00',
    minutes: 90,
    guests: [23, 31, 0, 17, 44, 50],
    accepted: [23, 31],
    refused: [44],
  },
  {
    title: 'Before the quiz: the first philosophers',
    summary: 'What the quiz asks, and what it does not. Questions from the lessons are welcome.',
    host: 0,
    course: 0,
    kind: 'workshop',
    registration: 'open',
    day: 6,
    time: '16:00',
    minutes: 60,
    guests: [0, 1, 2, 3, 4],
  },
  {
    title: 'Small samples, large claims',
    summary: 'Three short talks about numbers in the news, and a conversation about how to doubt them without doubting everything.',
    host: 2,
    kind: 'conference-session',
    registration: 'open',
    day: 11,
    time: '17:00',
    minutes: 120,
    speakers: [4, { name: 'Ismael Dorado', about: 'Edits the science pages of a newspaper' }],
    programme: [
      { after: 0, title: 'What a sample can carry', speaker: '' },
      { after: 35, title: 'A cure a week', speaker: 'Amara Okonjo' },
      { after: 70, title: 'Headlines and error bars', speaker: 'Ismael Dorado' },
    ],
    guests: [6, 11, 19, 25],
  },
];
