import type { Request, RequestHandler } from 'express';
import { seconds } from './measure.ts';

const requests = seconds(
  'lyceum_http_request_seconds',
  'How long requests of the API took, by route',
  ['method', 'route', 'status'],
  [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
);

/** The route's pattern, never the address: ids would make a series each, and they are nobody's business. */
const routeOf = ({ route }: Request): string => (route as { path?: string } | undefined)?.path ?? 'none';

/** Measures every request that is the API's own. */
export const measureRequests: RequestHandler = (request, response, next) => {
  const end = requests.startTimer();
  response.once('close', () => {
    // Who went away before the answer was there is counted as such (nginx's 499).
    const status = response.writableFinished ? response.statusCode : 499;
    end({ method: request.method, route: routeOf(request), status: String(status) });
  });
  next();
};
