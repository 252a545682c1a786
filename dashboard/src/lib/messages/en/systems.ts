/** Keys by which other systems tell and ask. */
export const systems = {
  'systems.title': 'Other systems',
  'systems.lead':
    'Each has a key of its own, by which it tells what people use and takes statements: a user name and a password for HTTP Basic.',
  'systems.name': 'A key for (the name of the system)',
  'systems.make': 'Make a key',
  'systems.once': 'Enter these two in the other system now: the password is not shown again.',
  'systems.user': 'User name',
  'systems.password': 'Password',
  'systems.system': 'System',
  'systems.since': 'Since',
  'systems.none': 'No system has a key',
  'systems.noneText': 'Make one for each system that is to send activity or statements.',
  'systems.withdraw': 'Withdraw',
  'systems.withdrawTitle': 'Withdraw the key of {name}?',
  'systems.withdrawText': 'The system can send and ask for nothing any more. What it has sent stays.',
} as const;
