/** What a student and an instructor of the demo write to each other: hours before today, and who says it. */
export interface DemoTalk {
  readonly instructor: number;
  readonly learner: number;
  readonly lines: readonly { readonly by: 'student' | 'instructor'; readonly hours: number; readonly text: string }[];
  /** How many of the lines have been read by whom they are for. */
  readonly read: number;
}

/** The first of both have the logins that are printed. */
export const TALKS: readonly DemoTalk[] = [
  {
    instructor: 0,
    learner: 0,
    lines: [
      { by: 'student', hours: 30, text: 'Good morning! I have booked us for the cave again. Should I read anything before?' },
      { by: 'instructor', hours: 27, text: 'Gladly. Book VII up to 517c, slowly, and write down each time somebody is forced.' },
      { by: 'student', hours: 26.9, text: 'Forced? I only remember the one who is dragged up.' },
      { by: 'instructor', hours: 26.5, text: 'That is one of five. Bring me the others.' },
      { by: 'student', hours: 5, text: 'Four so far. The fifth is the return, isn’t it?' },
      { by: 'instructor', hours: 2, text: 'It is. And now ask who does the forcing there: that is where we begin.' },
    ],
    read: 5,
  },
  {
    instructor: 0,
    learner: 23,
    lines: [
      { by: 'student', hours: 52, text: 'Thank you for the structure: the second half stands now.' },
      { by: 'instructor', hours: 49, text: 'Then the river was worth stepping into twice. Send it when you like.' },
    ],
    read: 2,
  },
  {
    instructor: 0,
    learner: 17,
    lines: [{ by: 'student', hours: 3, text: 'Is one sentence with two semicolons still one sentence?' }],
    read: 0,
  },
];

/** What is kept of a client of the demo. */
export const KEPT = {
  instructor: 0,
  learner: 0,
  notes: [
    {
      hours: 287,
      audience: 'shared',
      text: 'Fragment 8, lines 1 to 25: we read “it is” as “what is, is”. Next: what is denied to it, and why.',
    },
    { hours: 286, audience: 'own', text: 'Reads Greek better than she says. Ask for the Greek first next time.' },
  ],
  step: { hours: 286, text: 'Republic VII, 514a–517c', days: 2 },
} as const;
