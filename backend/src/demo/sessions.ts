/** A session of the demo: days from today, below 0 in the past; `time` is on the clock of the instructor, who is free then. */
export interface DemoSession {
  readonly instructor: number;
  readonly learner: number;
  readonly day: number;
  readonly time: string;
  readonly note: string;
  readonly review?: { readonly rating: number; readonly text: string; readonly answer?: string };
}

/** All with instructors who ask no price: what costs something is booked by paying. The first of both have the logins that are printed. */
export const SESSIONS: readonly DemoSession[] = [
  {
    instructor: 0,
    learner: 12,
    day: -45,
    time: '10:00',
    note: 'Zeno: why is the arrow at rest?',
    review: {
      rating: 5,
      text: 'I came with a paradox and left with three better ones. Patient, exact and funny.',
      answer: 'The arrow says thank you.',
    },
  },
  {
    instructor: 0,
    learner: 23,
    day: -31,
    time: '13:00',
    note: 'The structure of my essay on Heraclitus',
    review: { rating: 4, text: 'Very helpful on structure. I would have liked more time for the second half.' },
  },
  {
    instructor: 0,
    learner: 0,
    day: -12,
    time: '11:00',
    note: 'Parmenides, fragment 8: what does “it is” mean there?',
    review: { rating: 5, text: 'Now I can read it.', answer: 'You could before; now you trust it.' },
  },
  { instructor: 0, learner: 31, day: -4, time: '14:00', note: '' },
  {
    instructor: 2,
    learner: 5,
    day: -20,
    time: '11:00',
    note: 'Довірчі інтервали',
    review: { rating: 5, text: 'Усе зрозуміло, дякую.' },
  },
  {
    instructor: 4,
    learner: 40,
    day: -9,
    time: '09:00',
    note: 'How do I revise for the genetics quiz?',
    review: { rating: 4, text: 'A plan for two weeks that I am still keeping to.' },
  },
  { instructor: 0, learner: 0, day: 2, time: '11:00', note: 'Second try at the cave: who lets the prisoner go?' },
  { instructor: 0, learner: 17, day: 2, time: '14:00', note: 'My thesis in one sentence' },
  { instructor: 0, learner: 23, day: 5, time: '10:00', note: '' },
  { instructor: 2, learner: 0, day: 6, time: '13:00', note: 'What a p-value is not' },
  { instructor: 4, learner: 31, day: 3, time: '10:00', note: 'Mitosis and meiosis, again' },
];
