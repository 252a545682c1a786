/** Words of the registries that learning systems share. */
const ADL = 'http://adlnet.gov/expapi';
export const COURSE = `${ADL}/activities/course`;
const ASSESSMENT = `${ADL}/activities/assessment`;
const MEETING = `${ADL}/activities/meeting`;

export const TYPES = { course: COURSE, assessment: ASSESSMENT, meeting: MEETING } as const;

const verb = (id: string, display: string) => ({ id, display: { 'en-US': display } });

export const VERBS = {
  registered: verb(`${ADL}/verbs/registered`, 'registered'),
  left: verb('http://activitystrea.ms/schema/1.0/leave', 'left'),
  attempted: verb(`${ADL}/verbs/attempted`, 'attempted'),
  completed: verb(`${ADL}/verbs/completed`, 'completed'),
  scored: verb(`${ADL}/verbs/scored`, 'scored'),
  attended: verb(`${ADL}/verbs/attended`, 'attended'),
  exited: verb(`${ADL}/verbs/exited`, 'exited'),
  experienced: verb(`${ADL}/verbs/experienced`, 'experienced'),
} as const;
