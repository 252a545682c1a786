/** Courses for a student, from what others took. */
export const recommending = {
  'recommend.title': 'For you',
  'recommend.reason': 'Of {took} people who took {course}, {both} took this too.',
  'recommend.none': 'As soon as enough people have taken the same courses as you, what else they took is shown here.',
} as const;
