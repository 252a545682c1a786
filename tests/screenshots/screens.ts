import type { Page } from 'playwright-core';

/** A screen of a role, and how to come to it from the page that `path` opens. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  readonly reach?: Reach;
}

const ready = (page: Page) => page.locator('html[data-ready]').waitFor({ state: 'attached' });

type Reach = (page: Page) => Promise<void>;

const follow =
  (name: string | RegExp): Reach =>
  async (page) => {
    const from = page.url();
    await page.getByRole('main').getByRole('link', { name }).first().click();
    await page.waitForURL(({ href }) => href !== from);
    await page.waitForLoadState('networkidle');
    await ready(page);
  };

/** First the one, then the other. */
const then =
  (...steps: readonly Reach[]): Reach =>
  async (page) => {
    for (const step of steps) await step(page);
  };

/** A page that lies below the one that is open, or beside it (`../…`). */
const on =
  (path: string): Reach =>
  async (page) => {
    await page.goto(new URL(path, `${page.url().split('?')[0]}/`).href);
    await ready(page);
  };

const PHILOSOPHY = /The First Philosophers/;
/** A course whose quiz the student has handed in. */
const GEOGRAPHY = /Rivers, Mountains, Capitals/;

/** Starts the quiz, or goes on with it where an earlier look has started it, and answers its first question. */
async function takeQuiz(page: Page): Promise<void> {
  await follow(PHILOSOPHY)(page);
  await follow(/^(Start quiz|Continue)/)(page);
  if (page.url().includes('/quizzes/')) await page.getByRole('button', { name: 'Start quiz' }).click();
  await page.waitForURL(/\/attempts\//);
  await page.getByTestId('saved').waitFor({ state: 'attached' });
  const choices = page.getByRole('main').locator('input[type=radio], input[type=checkbox]');
  while ((await choices.count()) === 0) await page.getByRole('button', { name: 'Next', exact: true }).click();
  await choices.first().check();
}

async function openFacts(page: Page): Promise<void> {
  await follow(PHILOSOPHY)(page);
  await page.getByTestId('figure').first().click();
  await page.getByTestId('facts-panel').getByText('The answers were graded').first().waitFor();
}

/** An instructor of the demo whom nobody has to pay. */
const PHILOSOPHER = 'Inge Solberg';

async function chooseTime(page: Page): Promise<void> {
  await follow(PHILOSOPHER)(page);
  await page.getByRole('link', { name: 'Later days' }).click();
  await page.locator('[data-start]').first().click();
  await page.getByLabel('What is it about?').waitFor();
}

/** A page of the course that both the student and the instructor are in. */
const course = (path: string): Reach => then(follow(PHILOSOPHY), on(path));
/** A page of its first quiz, for its instructor. */
const quiz = (path: string): Reach => then(follow(PHILOSOPHY), follow('Edit quiz'), on(`../${path}`));
/** A page of a webinar that is over, or still to come. */
const webinar = (name: string | RegExp, path?: string): Reach => then(follow(name), ...(path === undefined ? [] : [on(path)]));

async function openConversation(page: Page): Promise<void> {
  await page.getByTestId('conversation').first().click();
  await page.getByTestId('message').first().waitFor();
}

/** Who was at the webinar that was over last. */
async function attendance(page: Page): Promise<void> {
  await follow('Over')(page);
  await page.getByTestId('webinars').getByRole('link').first().click();
  await page.waitForURL(/\/webinars\/[0-9a-f-]{36}$/);
  await on('attendance')(page);
}

/** The newest event, opened in the list. */
async function openEvent(page: Page): Promise<void> {
  await page.getByTestId('events').locator('> li').first().click();
  await page.getByText('Caused by').first().waitFor();
}

export const SCREENS: readonly { readonly role: string | null; readonly screens: readonly Screen[] }[] = [
  {
    role: null,
    screens: [
      { name: 'home', path: '/' },
      { name: 'catalogue', path: '/courses' },
      { name: 'course', path: '/courses', reach: follow(PHILOSOPHY) },
      { name: 'instructors', path: '/instructors' },
      { name: 'instructor', path: '/instructors', reach: follow(PHILOSOPHER) },
      { name: 'sign-in', path: '/sign-in' },
      { name: 'sign-up', path: '/sign-up' },
    ],
  },
  {
    role: 'student',
    screens: [
      { name: 'home', path: '/' },
      { name: 'learn', path: '/learn' },
      { name: 'course', path: '/learn', reach: follow(PHILOSOPHY) },
      { name: 'quiz', path: '/learn', reach: takeQuiz },
      { name: 'consultations', path: '/consultations' },
      { name: 'booking', path: '/consultations', reach: follow(PHILOSOPHER) },
      { name: 'book', path: '/instructors', reach: chooseTime },
      { name: 'reviewed', path: '/consultations?when=past', reach: follow(PHILOSOPHER) },
      { name: 'messages', path: '/messages', reach: openConversation },
      { name: 'calendars', path: '/settings/calendars' },
      { name: 'entry', path: '/learn', reach: then(follow(GEOGRAPHY), follow(/^(Start quiz|Try again)/)) },
      { name: 'result', path: '/learn', reach: then(follow(GEOGRAPHY), follow('Review')) },
      { name: 'timeline', path: '/learn', reach: then(follow(GEOGRAPHY), follow('Review'), on('../timeline')) },
      { name: 'grades', path: '/learn', reach: course('grades') },
      { name: 'activity', path: '/activity' },
      { name: 'move', path: '/consultations', reach: then(follow(PHILOSOPHER), on('move')) },
      { name: 'webinars', path: '/webinars' },
      { name: 'webinar', path: '/webinars', reach: webinar('Open hour') },
      { name: 'account', path: '/settings/account' },
      { name: 'report-settings', path: '/settings/reports' },
      { name: 'receipts', path: '/receipts' },
      { name: 'invoices', path: '/invoices' },
    ],
  },
  {
    role: 'instructor',
    screens: [
      { name: 'home', path: '/' },
      { name: 'courses', path: '/teach' },
      { name: 'new-course', path: '/courses/new' },
      { name: 'edit-course', path: '/teach', reach: course('edit') },
      { name: 'gradebook', path: '/gradebook', reach: follow(PHILOSOPHY) },
      { name: 'facts', path: '/gradebook', reach: openFacts },
      { name: 'calendar', path: '/calendar' },
      { name: 'profile', path: '/settings/profile' },
      { name: 'messages', path: '/messages', reach: openConversation },
      { name: 'clients', path: '/clients' },
      { name: 'client', path: '/clients', reach: follow('Ann Merriweather') },
      { name: 'course', path: '/teach', reach: follow(PHILOSOPHY) },
      ...['enrolments', 'groups', 'activity', 'bank', 'past', 'analytics', 'analytics/people', 'analytics/settings'].map((path) => ({
        name: `course-${path.replace('/', '-')}`,
        path: '/teach',
        reach: course(path),
      })),
      { name: 'course-analytics-person', path: '/teach', reach: then(course('analytics/people'), follow('Ann Merriweather')) },
      ...['settings', 'import'].map((path) => ({ name: `gradebook-${path}`, path: '/teach', reach: course(`gradebook/${path}`) })),
      ...['edit', 'settings', 'attempts', 'grading', 'statistics', 'regrade', 'import', 'export'].map((path) => ({
        name: `quiz-${path}`,
        path: '/teach',
        reach: quiz(path),
      })),
      { name: 'consultations', path: '/consultations' },
      { name: 'booking', path: '/consultations', reach: follow('Ann Merriweather') },
      { name: 'webinars', path: '/webinars' },
      { name: 'new-webinar', path: '/webinars/new' },
      { name: 'webinar', path: '/webinars', reach: webinar('Open hour') },
      { name: 'edit-webinar', path: '/webinars', reach: webinar('Open hour', 'edit') },
      { name: 'registrations', path: '/webinars', reach: webinar(/Parmenides/, 'registrations') },
      { name: 'attendance', path: '/webinars', reach: attendance },
    ],
  },
  {
    role: 'admin',
    screens: [
      { name: 'home', path: '/' },
      { name: 'analytics', path: '/analytics' },
      { name: 'grades', path: '/analytics/grades' },
      { name: 'reports', path: '/analytics/reports' },
      { name: 'systems', path: '/analytics/systems' },
      { name: 'people', path: '/people' },
      { name: 'person', path: '/people', reach: follow('Ann Merriweather') },
      { name: 'reviews', path: '/reviews' },
    ],
  },
  {
    role: 'operator',
    screens: [
      { name: 'home', path: '/' },
      { name: 'projections', path: '/projections' },
      { name: 'projection', path: '/projections', reach: follow('courses') },
      { name: 'rebuilds', path: '/projections/rebuilds' },
      { name: 'events', path: '/events' },
      { name: 'event', path: '/events', reach: openEvent },
      { name: 'streams', path: '/streams' },
      { name: 'stream', path: '/streams?prefix=course-', reach: follow(/^course-/) },
      { name: 'backups', path: '/backups' },
      { name: 'export', path: '/backups/export' },
      { name: 'import', path: '/backups/import' },
      { name: 'media', path: '/media' },
      { name: 'parked', path: '/parked' },
      { name: 'health', path: '/health' },
      { name: 'automation', path: '/automation' },
      { name: 'automation-due', path: '/automation/due' },
      { name: 'automation-all', path: '/automation/all' },
      { name: 'orders', path: '/orders' },
      { name: 'mailbox', path: '/mailbox' },
    ],
  },
];

/** The pictures of the README and of docs: three screens each, two of a desk and one of a phone. */
export const PICTURES: readonly { readonly file: string; readonly scale: number; readonly of: readonly [string, string, string] }[] = [
  { file: 'academy', scale: 1, of: ['instructor-facts-light', 'admin-analytics-dark', 'student-quiz-phone'] },
  { file: 'quizzes', scale: 0.75, of: ['instructor-quiz-edit-light', 'instructor-quiz-statistics-dark', 'student-quiz-phone'] },
  { file: 'consultations', scale: 0.75, of: ['instructor-calendar-light', 'student-book-dark', 'student-booking-phone'] },
  { file: 'webinars', scale: 0.75, of: ['room-grid-desk-light', 'room-polls-desk-dark', 'room-chat-phone-light'] },
  { file: 'operations', scale: 0.75, of: ['operator-projection-light', 'operator-health-dark', 'operator-projections-phone'] },
  { file: 'analytics', scale: 0.75, of: ['admin-analytics-light', 'instructor-course-analytics-dark', 'student-course-phone'] },
];
