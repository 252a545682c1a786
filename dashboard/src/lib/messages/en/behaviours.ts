/** Checking answers on the way, and saying how sure one is. */
export const behaviours = {
  'rules.interactive':
    'You can check an answer on the way and try again, with a hint where there is one. Each wrong try costs a part of the points; an answer that you do not check counts as your last try.',
  'rules.certainty':
    'With each answer you say how sure you are. A quiz is never worth less than 0, and an answer without a word on it counts as not very sure.',
  'rules.certaintyRow': '{sure}: {right} of the points if right, {wrong} if wrong.',
  'certainty.title': 'How sure are you?',
  'certainty.1': 'Not very sure',
  'certainty.2': 'Quite sure',
  'certainty.3': 'Very sure',
  'certainty.worth': 'right {right}, wrong {wrong}',
  'certainty.unsaid': 'Until you choose, it counts as not very sure.',
  'certainty.said': 'How sure',
  'check.check': 'Check',
  'check.checking': 'Checking…',
  'check.left': { one: '{n} try left', other: '{n} tries left' },
  'check.try': 'try {n} of {of}',
  'check.none': 'No try is left.',
  'check.again': 'Change your answer to try again.',
  'check.hint': 'Hint',
  'check.worth': 'worth {score}',
  'check.overElsewhere': 'Question {slot} has been checked elsewhere and takes no further answer: what was checked counts.',
  'settings.behaviour': 'How answers count',
  'settings.behaviour.deferred': 'At the end',
  'settings.behaviourHint.deferred': 'All answers are marked when the attempt is handed in.',
  'settings.behaviour.interactive': 'Checked on the way',
  'settings.behaviourHint.interactive':
    'Students check an answer and try again: one try more than the question has hints, each wrong one at the price of its penalty.',
  'settings.behaviour.certainty': 'By certainty',
  'settings.behaviourHint.certainty':
    'Students say how sure they are: being sure earns more when right, and loses up to twice the points when wrong.',
} as const;
