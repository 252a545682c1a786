/** One's own calendar programs. */
export const calendars = {
  'calendars.title': 'Calendars',
  'calendars.lead': 'See your sessions and webinars in the calendar that you use anyway.',
  'feed.title': 'Private calendar address',
  'feed.text':
    'Your calendar program reads your sessions and webinars from this address and keeps up with them by itself. Add it there as a calendar from the internet (“subscribe”, “from URL”).',
  'feed.secret': 'Whoever has the address can see your sessions and webinars. Give it to nobody; make a new one if somebody has it.',
  'feed.address': 'Address',
  'feed.copy': 'Copy address',
  'feed.copied': 'The address is copied.',
  'feed.notCopied': 'The address could not be copied: select it and copy it yourself.',
  'feed.none': 'There is no address yet.',
  'feed.open': 'Make an address',
  'feed.renew': 'Make a new address',
  'feed.close': 'End this address',
  'feed.renewTitle': 'Make a new address?',
  'feed.closeTitle': 'End this address?',
  'feed.lost': 'Calendars that read the present address get nothing from it any more.',
  'feed.renewed': 'There is a new address. Put it into your calendar program.',
  'feed.closed': 'The address has ended.',
} as const;
