import type { Me } from '@lyceum/contracts';
import book from 'bootstrap-icons/icons/book.svg?raw';
import collection from 'bootstrap-icons/icons/collection.svg?raw';
import diagram from 'bootstrap-icons/icons/diagram-3.svg?raw';
import hourglass from 'bootstrap-icons/icons/hourglass-split.svg?raw';
import graph from 'bootstrap-icons/icons/bar-chart-line.svg?raw';
import heart from 'bootstrap-icons/icons/heart-pulse.svg?raw';
import house from 'bootstrap-icons/icons/house.svg?raw';
import gear from 'bootstrap-icons/icons/gear.svg?raw';
import envelope from 'bootstrap-icons/icons/envelope.svg?raw';
import easel from 'bootstrap-icons/icons/easel.svg?raw';
import people from 'bootstrap-icons/icons/people.svg?raw';
import archive from 'bootstrap-icons/icons/archive.svg?raw';
import calendarWeek from 'bootstrap-icons/icons/calendar-week.svg?raw';
import calendarCheck from 'bootstrap-icons/icons/calendar-check.svg?raw';
import personVideo from 'bootstrap-icons/icons/person-video.svg?raw';
import star from 'bootstrap-icons/icons/star.svg?raw';
import broadcast from 'bootstrap-icons/icons/broadcast.svg?raw';
import camera from 'bootstrap-icons/icons/camera-video.svg?raw';
import journal from 'bootstrap-icons/icons/journal-text.svg?raw';
import table from 'bootstrap-icons/icons/table.svg?raw';
import { has, may } from '#lib/api/rights.ts';
import type { MessageKey } from '#lib/messages/index.ts';

export interface Section {
  readonly path: string;
  readonly label: Extract<MessageKey, `section.${string}`>;
  readonly icon: string;
}

const HOME: Section = { path: '/', label: 'section.home', icon: house };
const CATALOGUE: Section = { path: '/courses', label: 'section.catalogue', icon: collection };
const INSTRUCTORS: Section = { path: '/instructors', label: 'section.instructors', icon: personVideo };
const CONSULTATIONS: Section = { path: '/consultations', label: 'section.consultations', icon: calendarCheck };
const CALENDAR: Section = { path: '/calendar', label: 'section.calendar', icon: calendarWeek };
const REVIEWS: Section = { path: '/reviews', label: 'section.reviews', icon: star };
const WEBINARS: Section = { path: '/webinars', label: 'section.webinars', icon: camera };
const MEDIA: Section = { path: '/media', label: 'section.media', icon: broadcast };
const LEARN: Section = { path: '/learn', label: 'section.learn', icon: book };
const TEACH: Section = { path: '/teach', label: 'section.teach', icon: easel };
const GRADEBOOK: Section = { path: '/gradebook', label: 'section.gradebook', icon: table };
const ANALYTICS: Section = { path: '/analytics', label: 'section.analytics', icon: graph };
const PEOPLE: Section = { path: '/people', label: 'section.people', icon: people };
const EVENTS: Section = { path: '/events', label: 'section.events', icon: journal };
const PROJECTIONS: Section = { path: '/projections', label: 'section.projections', icon: diagram };
const PARKED: Section = { path: '/parked', label: 'section.parked', icon: hourglass };
const HEALTH: Section = { path: '/health', label: 'section.health', icon: heart };
const AUTOMATION: Section = { path: '/automation', label: 'section.automation', icon: gear };
const BACKUPS: Section = { path: '/backups', label: 'section.backups', icon: archive };
const MAILBOX: Section = { path: '/mailbox', label: 'section.mailbox', icon: envelope };

/** The places that a person's roles open, in the order of the bar. */
export function sectionsOf(person: Me | null): readonly Section[] {
  return [
    HOME,
    ...(has(person, 'student') ? [LEARN] : []),
    ...(has(person, 'instructor') ? [TEACH, GRADEBOOK, CALENDAR] : []),
    ...(may(person, 'analytics.read') ? [ANALYTICS] : []),
    ...(may(person, 'people.read') ? [PEOPLE] : []),
    ...(may(person, 'consultations.manage') ? [REVIEWS] : []),
    ...(may(person, 'operations.read') ? [EVENTS, PROJECTIONS, PARKED, HEALTH, AUTOMATION, BACKUPS, MEDIA, MAILBOX] : []),
    ...(person ? [WEBINARS] : []),
    has(person, 'student') || has(person, 'instructor') ? CONSULTATIONS : INSTRUCTORS,
    CATALOGUE,
  ];
}

/** So many have room in the bar at the bottom of a phone. */
const MOST = 5;

/** What of them the bar shows; where there are more, the last place is for the way to the rest. */
export function barOf(sections: readonly Section[]): { readonly shown: readonly Section[]; readonly more: readonly Section[] } {
  const room = sections.length > MOST ? MOST - 1 : MOST;
  return { shown: sections.slice(0, room), more: sections.slice(room) };
}

/** Pages that lie in a section by what they are, wherever their address begins. */
const BY_END: readonly (readonly [RegExp, Section])[] = [
  [/^\/(?:courses\/(?:new$|[^/]+\/(?:edit|enrolments|groups|activity|bank|past|analytics(?:\/.*)?)$)|quizzes\/[^/]+\/)/, TEACH],
  [/^\/quizzes\/[^/]+$/, LEARN],
  [/^\/courses\/[^/]+\/gradebook(?:\/|$)/, GRADEBOOK],
  [/^\/courses\/[^/]+\/grades$/, LEARN],
  [/^\/attempts\//, LEARN],
  [/^\/activity$/, LEARN],
  [/^\/clients(?:\/|$)/, CALENDAR],
  [/^\/(?:instructors|bookings)(?:\/|$)/, CONSULTATIONS],
  [/^\/recordings\//, WEBINARS],
  [/^\/streams(?:\/|$)/, EVENTS],
  [/^\/orders$/, PROJECTIONS],
];

/** How somebody stands to the course that a page shows. */
type Standing = { readonly teaches: boolean; readonly enrolled: boolean } | undefined;

/** Where one's own courses are, and all of them for whoever is in none of the kind. */
export const homeOf = (you: Standing): Section => (you?.teaches ? TEACH : you?.enrolled ? LEARN : CATALOGUE);

/** The section that a path lies in; the page of a course lies where its reader has it. */
export function sectionAt(sections: readonly Section[], pathname: string, you?: Standing): Section | undefined {
  const home = homeOf(you);
  if (/^\/courses\/(?!new$)[^/]+$/.test(pathname) && sections.includes(home)) return home;
  const own = BY_END.find(([path, section]) => path.test(pathname) && sections.includes(section))?.[1];
  return own ?? sections.find(({ path }) => (path === '/' ? pathname === '/' : pathname === path || pathname.startsWith(`${path}/`)));
}
