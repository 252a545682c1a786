/**
 * The API as a script uses it. Calls throw a `ProblemAnswer` at 4xx and 5xx; `try` gives every answer as it is.
 *
 *     const ann = await product.api.person('Ann');
 *     const { attemptId, paper } = await ann.startAttempt(quizId);
 *     const refused = await ann.try('POST', `/api/quizzes/${quizId}/attempts`);   // refused.status, refused.problem.code
 *
 * A person remembers the position of the last write (`seen`) and sends it with each read, so that reads see their own writes.
 */
import type {
  AttemptDetail,
  AttemptStarted,
  CourseDetail,
  Gradebook,
  ImportResult,
  Me,
  MyGrades,
  Overview,
  Position,
  Problem,
  ProjectionStatus,
  QuizEntry,
  QuizRules,
  Role,
  Submitted,
} from '@lyceum/contracts';
import { laterPosition } from '@lyceum/contracts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface CallOptions {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** An answer as it came. `body` is the JSON, or the text where it is none. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  /** What a write came to stand at (`Lyceum-Position`). */
  readonly position: Position | null;
  /** The body where it is `application/problem+json`. */
  readonly problem: Problem | null;
}

/** A 4xx or 5xx where success was expected. */
export class ProblemAnswer extends Error {
  readonly answer: Answer;

  constructor(request: string, answer: Answer) {
    super(`${request}: ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 400)}`);
    this.answer = answer;
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

export class Api {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** Any call, any answer. A string is sent as text, bytes as they are, everything else as JSON. */
  async try<Body = unknown>(method: Method, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer<Body>> {
    const headers = new Headers(options.headers);
    if (body !== undefined && !headers.has('content-type'))
      headers.set('content-type', typeof body === 'string' ? 'text/plain' : 'application/json');
    if (options.token) headers.set('authorization', `Bearer ${options.token}`);
    const response = await fetch(this.url + path, {
      method,
      headers,
      redirect: 'manual',
      ...(body !== undefined && {
        body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
      }),
      ...(options.signal && { signal: options.signal }),
    });
    const content = parsed(await response.text());
    const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: content as Body,
      position: response.headers.get('lyceum-position'),
      problem: isProblem ? (content as Problem) : null,
    };
  }

  /** @throws ProblemAnswer */
  async call<Body>(method: Method, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer<Body>> {
    const answer = await this.try<Body>(method, path, body, options);
    if (answer.status >= 400) throw new ProblemAnswer(`${method} ${path}`, answer);
    return answer;
  }

  async signIn(credentials: Credentials): Promise<Person> {
    const { accessToken } = (await this.call<{ accessToken: string }>('POST', '/api/sessions', credentials)).body;
    const me = (await this.call<Me>('GET', '/api/me', undefined, { token: accessToken })).body;
    return new Person(this, me, credentials, accessToken);
  }

  /** Signs somebody up and in. Roles are given by `admin`. */
  async person(name: string, roles?: readonly Role[], admin?: Person): Promise<Person> {
    const email = `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}@academy.example`;
    const password = `Password-of-${name}-1`;
    const { personId } = (await this.call<{ personId: string }>('POST', '/api/accounts', { email, name, password })).body;
    if (roles) await admin!.put(`/api/people/${personId}/roles`, { roles });
    return this.signIn({ email, password });
  }
}

/** Somebody who is signed in, with a Bearer token. */
export class Person {
  readonly api: Api;
  readonly me: Me;
  readonly credentials: Credentials;
  token: string;
  /** The position of the last write, sent with each read. */
  seen: Position | null = null;

  constructor(api: Api, me: Me, credentials: Credentials, token: string) {
    this.api = api;
    this.me = me;
    this.credentials = credentials;
    this.token = token;
  }

  get personId(): string {
    return this.me.personId;
  }

  /** Any call, any answer: for refusals and faults. */
  async try<Body = unknown>(method: Method, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer<Body>> {
    const headers = { ...(method === 'GET' && this.seen && { 'lyceum-position': this.seen }), ...options.headers };
    const answer = await this.api.try<Body>(method, path, body, { token: this.token, ...options, headers });
    if (method !== 'GET' && answer.status < 400) this.saw(answer.position);
    return answer;
  }

  /** A new access token, once the old one has run out. */
  async signInAgain(): Promise<void> {
    this.token = (await this.api.signIn(this.credentials)).token;
  }

  /** From now on reads see at least this. */
  saw(position: Position | null): void {
    if (position) this.seen = this.seen ? laterPosition(this.seen, position) : position;
  }

  private async call<Body>(method: Method, path: string, body?: unknown): Promise<Body> {
    const answer = await this.try<Body>(method, path, body);
    if (answer.status >= 400) throw new ProblemAnswer(`${method} ${path}`, answer);
    return answer.body;
  }

  get = <Body>(path: string) => this.call<Body>('GET', path);
  post = <Body>(path: string, body?: unknown) => this.call<Body>('POST', path, body);
  put = <Body>(path: string, body?: unknown) => this.call<Body>('PUT', path, body);
  patch = <Body>(path: string, body?: unknown) => this.call<Body>('PATCH', path, body);
  delete = <Body>(path: string) => this.call<Body>('DELETE', path);

  createCourse = async (course: { title: string; summary?: string; seats?: number }) =>
    (await this.post<{ courseId: string }>('/api/courses', { summary: 'Of this and that', ...course })).courseId;
  publishCourse = (courseId: string) => this.post(`/api/courses/${courseId}/publication`);
  course = (courseId: string) => this.get<CourseDetail>(`/api/courses/${courseId}`);
  enrol = (courseId: string) => this.post(`/api/courses/${courseId}/enrolments`);

  createQuiz = async (courseId: string, quiz: { title: string; password?: string } & Partial<QuizRules>) =>
    (await this.post<{ quizId: string }>(`/api/courses/${courseId}/quizzes`, quiz)).quizId;
  importGift = (quizId: string, gift: string) => this.post<ImportResult>(`/api/quizzes/${quizId}/import?format=gift`, gift);
  publishQuiz = (quizId: string) => this.post(`/api/quizzes/${quizId}/publication`);

  entry = (quizId: string) => this.get<QuizEntry>(`/api/quizzes/${quizId}/entry`);
  startAttempt = (quizId: string, password?: string) =>
    this.post<AttemptStarted>(`/api/quizzes/${quizId}/attempts`, password === undefined ? undefined : { password });
  saveAnswer = (attemptId: string, slot: number, answer: object, sequence?: number) =>
    this.put(`/api/attempts/${attemptId}/answers/${slot}`, { answer, sequence });
  submit = (attemptId: string, answers?: object) => this.post<Submitted>(`/api/attempts/${attemptId}/submission`, { answers });
  attempt = (attemptId: string) => this.get<AttemptDetail>(`/api/attempts/${attemptId}`);

  gradebook = (courseId: string) => this.get<Gradebook>(`/api/courses/${courseId}/gradebook`);
  grades = () => this.get<MyGrades>('/api/me/grades');
  overview = () => this.get<Overview>('/api/analytics/overview');
  projections = async () => (await this.get<{ items: ProjectionStatus[] }>('/api/operations/projections')).items;
}
