/** The Experience API 1.0.3, rule by rule as far as it is spoken here: https://github.com/adlnet/xAPI-Spec/blob/1.0.3/xAPI-Communication.md. */
import { newId, type ExportedStatements, type LoggedFact, type StatementResult } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Method, Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

const HOME = 'https://academy.example';
const PATH = '/api/xapi/statements';
const VERSION = { 'x-experience-api-version': '1.0.3' };
const EXPERIENCED = 'http://adlnet.gov/expapi/verbs/experienced';
const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';

let house: House;
let backend: Backend;
let admin: Person;
let ann: Person;
let ben: Person;
let courseId: string;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend({ env: { LYCEUM_PUBLIC_URL: HOME } });
  admin = await backend.api.signIn(ADMIN);
  [ann, ben] = [await backend.api.person('Ann'), await backend.api.person('Ben')];
  const teacher = await backend.api.person('Tilda', ['instructor'], admin);
  courseId = await teacher.createCourse({ title: 'Steel' });
  await teacher.publishCourse(courseId);
  await ann.enrol(courseId);
});
afterAll(() => house?.close());

const call = <Body = StatementResult>(method: Method, path: string, body?: unknown, headers: Record<string, string> = VERSION) =>
  admin.try<Body>(method, path, body, {
    headers: { ...headers, ...(method === 'GET' && admin.seen && { 'lyceum-position': admin.seen }) },
  });
const agentOf = ({ credentials }: Person) => ({ mbox: `mailto:${credentials.email}` });
const accountOf = ({ personId }: Person) => ({ account: { homePage: HOME, name: personId } });
const statement = (change: object = {}) => ({
  actor: agentOf(ann),
  verb: { id: EXPERIENCED },
  object: { id: 'https://lms.example/unit/1' },
  ...change,
});
const idsOf = ({ body }: { body: StatementResult }) => body.statements.map(({ id }) => id);

describe('the version', () => {
  test('must be named in each request, and is answered', async () => {
    const wrong: readonly Record<string, string>[] = [{}, { 'x-experience-api-version': '0.95' }, { 'x-experience-api-version': '2.0.0' }];
    for (const headers of wrong) {
      const answer = await admin.try('GET', PATH, undefined, { headers });
      expect([answer.status, answer.headers.get('x-experience-api-version')]).toEqual([400, '1.0.3']);
    }
    expect((await call('GET', PATH, undefined, { 'x-experience-api-version': '1.0' })).status).toBe(200);
  });
  test('is told to anybody', async () => expect((await backend.api.try('GET', '/api/xapi/about')).body).toEqual({ version: ['1.0.3'] }));
});

describe('statements are stored', () => {
  test('by POST, one or many, and answered by their ids', async () => {
    const one = await call<string[]>('POST', PATH, statement());
    expect([one.status, one.body]).toEqual([200, [expect.stringMatching(/^[\da-f-]{36}$/)]]);
    const id = newId();
    const many = await call<string[]>('POST', PATH, [statement({ id }), statement()]);
    expect([many.status, many.body.length, many.body[0]]).toEqual([200, 2, id]);
  });
  test('by PUT under an id', async () => {
    const id = newId();
    const put = await call('PUT', `${PATH}?statementId=${id}`, statement());
    expect([put.status, put.body]).toEqual([204, '']);
    expect((await call('PUT', `${PATH}?statementId=${id}`, statement({ id: newId() }))).status).toBe(400);
    expect((await call('PUT', PATH, statement())).status).toBe(400);
    const found = await call<Record<string, unknown>>('GET', `${PATH}?statementId=${id}`);
    expect(found.body).toMatchObject({
      id,
      version: '1.0.3',
      stored: expect.any(String),
      timestamp: expect.any(String),
      authority: accountOf(admin),
    });
    expect(found.headers.get('last-modified')).toBe(new Date(String(found.body['stored'])).toUTCString());
  });
  test('once: the same again changes nothing, another under the id is a conflict', async () => {
    const id = newId();
    const made = statement({ id, timestamp: '2026-03-02T10:00:00Z' });
    for (let round = 0; round < 2; round++) expect((await call('PUT', `${PATH}?statementId=${id}`, made)).status).toBe(204);
    expect((await call('POST', PATH, { ...made, timestamp: '2026-03-02T12:00:00+02:00' })).status).toBe(200);
    const other = { ...made, result: { success: true } };
    const beside = newId();
    expect((await call('PUT', `${PATH}?statementId=${id}`, other)).problem?.code).toBe('statement-differs');
    expect((await call('POST', PATH, [statement({ id: beside }), other])).status).toBe(409);
    expect((await call('GET', `${PATH}?statementId=${beside}`)).status).toBe(404);
  });
  test('all or none, where one is none or two have one id', async () => {
    const id = newId();
    expect((await call('POST', PATH, [statement({ id }), statement({ verb: { id: 'no IRI' } })])).status).toBe(400);
    expect((await call('POST', PATH, [statement({ id }), statement({ id })])).status).toBe(400);
    expect((await call('GET', `${PATH}?statementId=${id}`)).status).toBe(404);
  });
  test('of people of the academy alone, by address or account', async () => {
    expect((await call('POST', PATH, statement({ actor: accountOf(ben) }))).status).toBe(200);
    for (const actor of [
      { mbox: 'mailto:nobody@elsewhere.example' },
      { account: { homePage: 'https://lms.example', name: ann.personId } },
      { objectType: 'Group', member: [agentOf(ann)] },
    ])
      expect((await call('POST', PATH, statement({ actor }))).problem?.code).toBe('statement-of-stranger');
  });
});

describe('statements are found', () => {
  const activity = `https://lms.example/found/${newId()}`;
  const parent = `https://lms.example/parent/${newId()}`;
  const registration = newId();
  const made: string[] = [];

  beforeAll(async () => {
    for (const change of [
      { object: { id: activity } },
      { object: { id: activity }, actor: accountOf(ben), context: { registration } },
      {
        object: { id: `${activity}/part` },
        verb: { id: 'http://adlnet.gov/expapi/verbs/completed' },
        context: { contextActivities: { parent: { id: activity }, other: { id: parent } } },
      },
    ])
      made.push((await call<string[]>('POST', PATH, statement(change))).body[0]!);
  });
  const find = (query: Record<string, string>) => call('GET', `${PATH}?${new URLSearchParams(query)}`);

  test('newest first or oldest first, by activity, context, verb, agent and registration', async () => {
    const [one, two, three] = made;
    expect(idsOf(await find({ activity }))).toEqual([two, one]);
    expect(idsOf(await find({ activity, ascending: 'true' }))).toEqual([one, two]);
    expect(idsOf(await find({ activity, related_activities: 'true' }))).toEqual([three, two, one]);
    expect(idsOf(await find({ activity, agent: JSON.stringify(agentOf(ben)) }))).toEqual([two]);
    expect(idsOf(await find({ activity, agent: JSON.stringify({ mbox: 'mailto:nobody@elsewhere.example' }) }))).toEqual([]);
    expect(idsOf(await find({ activity: parent, related_activities: 'true', verb: 'http://adlnet.gov/expapi/verbs/completed' }))).toEqual([
      three,
    ]);
    expect(idsOf(await find({ registration }))).toEqual([two]);
  });
  test('by when they were stored', async () => {
    const { body } = await find({ activity });
    const [newer, older] = body.statements.map(({ stored }) => String(stored));
    expect(idsOf(await find({ activity, since: older! }))).toEqual([made[1]]);
    expect(idsOf(await find({ activity, until: older! }))).toEqual([made[0]]);
    expect(idsOf(await find({ activity, since: newer! }))).toEqual([]);
  });
  test('page by page: `more` leads on with all that was asked for', async () => {
    const first = await find({ activity, limit: '1' });
    expect([idsOf(first), first.body.more.startsWith(`${PATH}?`)]).toEqual([[made[1]], true]);
    const second = await call('GET', first.body.more);
    expect([idsOf(second), second.body.more]).toEqual([[made[0]], '']);
    expect(first.headers.get('x-experience-api-consistent-through')).toMatch(/Z$/);
  });
  test('as they are, by ids alone, or in parts', async () => {
    const { body } = await find({ activity, format: 'ids', limit: '1' });
    expect(body.statements[0]?.['actor']).toEqual(accountOf(ben));
    const parts = await call<string>('GET', `${PATH}?statementId=${made[0]}&attachments=true`);
    expect([parts.headers.get('content-type'), parts.body]).toEqual([
      expect.stringMatching(/^multipart\/mixed; boundary=/),
      expect.stringContaining(made[0]!),
    ]);
  });
  test('never by what the specification does not know', async () => {
    for (const query of [
      { unheard: 'x' },
      { statementId: made[0]!, verb: EXPERIENCED },
      { agent: '{' },
      { limit: '-1' },
      { since: 'yesterday' },
      { related_agents: 'true' },
    ])
      expect([query, (await find(query as never)).status]).toEqual([query, 400]);
    expect((await find({ statementId: newId() })).problem?.code).toBe('statement-not-found');
  });
  test('no more once they are voided, but by the id of what was voided', async () => {
    const [id] = (await call<string[]>('POST', PATH, statement({ object: { id: `${activity}/wrong` } }))).body;
    const [voiding] = (await call<string[]>('POST', PATH, statement({ verb: { id: VOIDED }, object: { objectType: 'StatementRef', id } })))
      .body;
    expect((await call('GET', `${PATH}?statementId=${id}`)).status).toBe(404);
    expect((await call('GET', `${PATH}?voidedStatementId=${id}`)).body).toMatchObject({ id });
    expect((await call('GET', `${PATH}?voidedStatementId=${voiding}`)).status).toBe(404);
    expect(idsOf(await find({ activity: `${activity}/wrong` }))).toEqual([]);
    expect(idsOf(await find({ verb: VOIDED }))).toEqual([voiding]);
  });
});

describe('beside statements', () => {
  test('agents and activities are told of, documents of states and profiles are not there', async () => {
    const agent = encodeURIComponent(JSON.stringify(agentOf(ann)));
    expect((await call('GET', `/api/xapi/agents?agent=${agent}`)).body).toEqual({ objectType: 'Person', mbox: [agentOf(ann).mbox] });
    const activity = `${HOME}/courses/${courseId}`;
    expect((await call('GET', `/api/xapi/activities?activityId=${encodeURIComponent(activity)}`)).body).toMatchObject({
      objectType: 'Activity',
      id: activity,
      definition: { name: { und: 'Steel' } },
    });
    for (const path of ['activities/state', 'activities/profile', 'agents/profile'])
      for (const method of ['GET', 'PUT', 'POST', 'DELETE'] as const)
        expect([path, (await call(method, `/api/xapi/${path}`, method === 'GET' ? undefined : {})).status]).toEqual([path, 404]);
  });
});

describe('what is stated of our courses', () => {
  const eventsOf = async (id: string) =>
    (await admin.get<{ items: LoggedFact[] }>(`/api/operations/events?stream=statement-${id}`)).items.map(({ type }) => type);
  const object = () => ({ id: `${HOME}/courses/${courseId}/forum` });

  test('is activity there, of those who are enrolled; everything else is kept', async () => {
    const [of, not, elsewhere] = (
      await call<string[]>('POST', PATH, [
        statement({ object: object() }),
        statement({ object: object(), actor: agentOf(ben) }),
        statement(),
      ])
    ).body;
    expect(await eventsOf(of!)).toEqual(['activity.ActivityRecorded.v1', 'activity.StatementStored.v1']);
    expect([await eventsOf(not!), await eventsOf(elsewhere!)]).toEqual([['activity.StatementStored.v1'], ['activity.StatementStored.v1']]);
  });

  test('goes with whom it is of', async () => {
    const lea = await backend.api.person('Lea');
    const [id] = (await call<string[]>('POST', PATH, statement({ actor: agentOf(lea) }))).body;
    await admin.post(`/api/people/${lea.personId}/erasure`, {});
    await expect.poll(async () => (await call('GET', `${PATH}?statementId=${id}`)).status, { timeout: 30_000 }).toBe(404);
  });
});

test('what happened here is told as statements, page by page, each once and the same each time', async () => {
  const all = async (limit: number) => {
    const found: string[] = [];
    for (let next: string | null = '0'; next !== null;) {
      const { body }: { body: ExportedStatements } = await admin.try('GET', `/api/analytics/statements?limit=${limit}&after=${next}`);
      found.push(...body.statements.map(({ id }) => id));
      next = body.next;
    }
    return found;
  };
  const whole = await all(500);
  expect(new Set(whole).size).toBe(whole.length);
  expect(whole.length).toBeGreaterThan(0);
  expect(await all(1)).toEqual(whole);
  const { body } = await admin.try<ExportedStatements>('GET', '/api/analytics/statements');
  expect(body.statements[0]).toMatchObject({
    actor: accountOf(ann),
    verb: { id: 'http://adlnet.gov/expapi/verbs/registered' },
    object: { id: `${HOME}/courses/${courseId}` },
  });
  expect(JSON.stringify(body)).not.toContain(ann.credentials.email);
  expect((await admin.try<ExportedStatements>('GET', '/api/analytics/statements?to=2020-01-01')).body.statements).toEqual([]);
  expect((await ann.try('GET', '/api/analytics/statements')).status).toBe(403);
});
