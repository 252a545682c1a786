import type { FieldError, Problem } from '@lyceum/contracts';

/** A refusal of the API, or `offline` when it could not be reached. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }
  get status(): number {
    return this.problem.status;
  }
  get errors(): readonly FieldError[] {
    return this.problem.errors ?? [];
  }
}

export const offline = (detail: string): ApiProblem =>
  new ApiProblem({ type: 'about:blank', title: detail, status: 0, detail, code: 'offline' });

const isProblem = (body: unknown): body is Problem => typeof body === 'object' && body !== null && 'code' in body && 'detail' in body;

/** The problem of an answer that is not 2xx, whatever its body is. */
export async function problemOf(answer: Response, fallback: string): Promise<ApiProblem> {
  const body: unknown = await answer.json().catch(() => null);
  if (isProblem(body)) return new ApiProblem({ ...body, status: answer.status });
  return new ApiProblem({ type: 'about:blank', title: fallback, status: answer.status, detail: fallback, code: 'unexpected-answer' });
}
