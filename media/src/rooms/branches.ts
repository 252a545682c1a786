import type { types } from 'mediasoup';
import type { Crew, Post } from '../workers/crew.ts';
import { CODECS } from './codecs.ts';

/** A router of a room on one worker. */
export interface Branch {
  readonly post: Post;
  readonly router: types.Router;
}

/**
 * The routers of a room: one where all is sent to, and as many on other workers as its audience needs, each given what its consumers want
 * through a pipe.
 */
export class Branches {
  readonly home: Branch;
  readonly #crew: Crew;
  readonly #most: number;
  readonly #all = new Map<Post, Promise<Branch>>();
  /** Consumers of this room, by worker. */
  readonly #consumers = new Map<Post, number>();
  /** Those of the audience whom a worker serves, whether or not they receive anything yet. */
  readonly #audience = new Map<Post, number>();
  /** By producer and worker. */
  readonly #pipes = new Map<string, Promise<void>>();

  private constructor(home: Branch, crew: Crew, most: number) {
    this.home = home;
    this.#crew = crew;
    this.#most = most;
    this.#all.set(home.post, Promise.resolve(home));
    home.post.rooms++;
  }

  static async plant(crew: Crew, post: Post, most: number): Promise<Branches> {
    return new Branches({ post, router: await post.worker.createRouter({ mediaCodecs: CODECS }) }, crew, most);
  }

  get posts(): readonly Post[] {
    return [...this.#all.keys()];
  }

  /**
   * Where the next one of the audience is served, who will receive so many streams: at home while there is room, else on the worker with
   * the least to do. `leaveAudience` when they go.
   */
  async forAudience(streams: number): Promise<Branch> {
    const load = (post: Post) => Math.max(this.#consumers.get(post) ?? 0, (this.#audience.get(post) ?? 0) * streams);
    const open = this.posts.find((post) => load(post) + streams <= this.#most);
    const post = open ?? this.#crew.freest(new Set(this.posts)) ?? this.#crew.freest() ?? this.home.post;
    this.#audience.set(post, (this.#audience.get(post) ?? 0) + 1);
    return this.#branchOn(post);
  }

  leaveAudience({ post }: Branch): void {
    this.#audience.set(post, (this.#audience.get(post) ?? 1) - 1);
  }

  #branchOn(post: Post): Promise<Branch> {
    const known = this.#all.get(post);
    if (known) return known;
    post.rooms++;
    const branch = post.worker.createRouter({ mediaCodecs: CODECS }).then((router) => ({ post, router }));
    this.#all.set(post, branch);
    return branch;
  }

  /** Sees to it that what is sent at home can be received on the branch. */
  async bring(producerId: string, branch: Branch): Promise<void> {
    if (branch === this.home) return;
    const key = `${producerId} ${branch.post.index}`;
    const pipe = this.#pipes.get(key) ?? this.home.router.pipeToRouter({ producerId, router: branch.router }).then(() => undefined);
    this.#pipes.set(key, pipe);
    try {
      await pipe;
    } catch (error) {
      this.#pipes.delete(key);
      throw error;
    }
  }

  forget(producerId: string): void {
    for (const key of this.#pipes.keys()) if (key.startsWith(producerId)) this.#pipes.delete(key);
  }

  count({ post }: Branch, by: 1 | -1): void {
    this.#consumers.set(post, (this.#consumers.get(post) ?? 0) + by);
    post.consumers += by;
  }

  fell(): void {
    for (const [post, branch] of this.#all) {
      post.rooms--;
      post.consumers -= this.#consumers.get(post) ?? 0;
      branch.then(
        ({ router }) => router.close(),
        () => {},
      );
    }
    this.#all.clear();
    this.#consumers.clear();
  }
}
