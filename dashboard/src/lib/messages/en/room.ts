/** The private room of a session. */
export const room = {
  'room.enter': 'Go to the room',
  'room.kept': 'Notes and next steps',
  'room.title': 'Session with {name}',
  'room.booking': 'The booking',
  'room.opensIn': 'The room opens in {time}',
  'room.opensText': 'Ten minutes before the session begins this page lets you in by itself.',
  'room.closed': 'This room is closed',
  'room.closedText': 'It stays open for an hour after the session. What you wrote and what you keep is still there.',
  'room.toMessages': 'Open the conversation',
  'room.you': 'You',
  'room.here': '{name}: in the room',
  'room.notHere': '{name}: not in the room yet',
  'room.begins': 'Begins in {time}',
  'room.left': '{time} left',
  'room.over': 'The time is over',
  'room.talk': 'Conversation',
} as const;
