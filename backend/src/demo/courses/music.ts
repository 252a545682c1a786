import type { DemoCourse } from './course.ts';

export const music: DemoCourse = {
  title: 'Reading Music',
  summary: 'Staves, keys and intervals for those who love to listen and would like to follow the score.',
  seats: 30,
  opens: 45,
  lessons: [
    {
      title: 'Lines and spaces',
      text: `Music is written on **five lines**. The treble clef curls round the line of G; the lines are, from below, *E G B D F*, and the spaces spell *F A C E*.

A whole note lasts as long as two half notes or four quarter notes. A dot makes a note half as long again.`,
    },
    {
      title: 'Intervals',
      text: `The step from one key of a piano to the next is a **semitone**; twelve make an octave. A perfect fifth has seven, a major third four, a minor third three.

An octave doubles the frequency: the A above middle C has 440 Hz, the A above that 880 Hz.`,
    },
    {
      title: 'Keys',
      text: `A major scale goes *tone, tone, semitone, tone, tone, tone, semitone*. C major needs no sharps and no flats; each step up the **circle of fifths** adds one sharp: G has one, D two, A three.

The relative minor begins three semitones lower: that of C major is A minor.`,
    },
  ],
  quizzes: [
    {
      title: 'Notes and keys',
      timeLimitSeconds: null,
      attemptsAllowed: null,
      gift: String.raw`
::Octave:: How many semitones make an octave? {#12:0}

::Sharps:: How many sharps has D major? {#2:0}

::Concert pitch:: The A above middle C has 440 Hz. How many has the A one octave higher? {#880:0}

::Fifth:: Which interval has seven semitones? {=A perfect fifth ~A perfect fourth ~A major sixth ~A major third}

::Relative:: What is the relative minor of C major? {=A minor ~E minor ~C minor ~D minor}

::Dot:: A dotted half note lasts as long as three quarter notes. {T#A dot adds half of the length#Yes: two quarters and one more.}

::Clef:: Which note does the treble clef mark? {=G =g'}

::Loud:: Match each word with its meaning. {=piano -> soft =forte -> loud =crescendo -> growing louder =allegro -> fast and lively = -> slow}

::Strings:: Which of these are string instruments? {~%50%Viola ~%50%Cello ~%-50%Oboe ~%-50%Bassoon}`,
    },
  ],
};
