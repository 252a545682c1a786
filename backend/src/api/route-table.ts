import { Router, type Express, type RequestHandler } from 'express';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** `/api/attempts` of `/api/attempts/:id/answers`: two parts that are the same for all requests that the route may take. */
const SHELF = /^\/[\w.-]+\/[\w.-]+(?=\/|$)/;

const shelfOf = (path: string): string | undefined => SHELF.exec(path)?.[0].toLowerCase();

/**
 * Routes by what their paths begin with. Express tries a request on one route after the other: with some hundred of them that costs more
 * than what many a route does.
 */
export class RouteTable {
  /** By what the paths of all routes of a router begin with. */
  readonly shelves = new Map<string, Router>();

  constructor(private readonly app: Express) {}

  add(method: Method, path: string, handler: RequestHandler): void {
    const name = shelfOf(path);
    if (name === undefined) this.app[method](path, handler);
    else this.shelf(name)[method](path, handler);
  }

  private shelf(name: string): Router {
    if (this.shelves.size === 0) this.app.use(this.find);
    const shelf = this.shelves.get(name) ?? Router();
    this.shelves.set(name, shelf);
    return shelf;
  }

  private readonly find: RequestHandler = (request, response, next) => {
    const shelf = this.shelves.get(shelfOf(request.path) ?? '');
    if (shelf) shelf(request, response, next);
    else next();
  };
}
