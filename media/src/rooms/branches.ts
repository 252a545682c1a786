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
  readonly #all = new Map<Post, Branch>();
  /** Consumers of this room, by worker. */
  readonly #consumers = new Map<Post, number>();
  /** By producer and worker. */
  readonly #pipes = new Map<string, Promise<void>>();

  private constructor(home: Branch, crew: Crew, most: number) {
    this.home = home;
    this.#crew = crew;
    this.#most = most;
    this.#all.set(home.post, home);
    home.post.rooms++;
  }

  static async plant(crew: Crew, post: Post, most: number): Promise<Branches> {
    return new Branches({ post, router: await post.worker.createRouter({ mediaCodecs: CODECS }) }, crew, most);
  }

  get posts(): readonly Post[] {
    return [...this.#all.keys()];
  }

  /** Where the next one of the audience is served: at home while there is room, else on the worker with the least to do. */
  async forAudience(): Promise<Branch> {
    const open = [...this.#all.values()].find(({ post }) => (this.#consumers.get(post) ?? 0) < this.#most);
    if (open) return open;
    const post = this.#crew.freest(new Set(this.#all.keys())) ?? this.#crew.freest();
    if (!post) return this.home;
    const known = this.#all.get(post);
    if (known) return known;
    const branch = { post, router: await post.worker.createRouter({ mediaCodecs: CODECS }) };
    // Somebody else may have had the same thought meanwhile.
    const first = this.#all.get(post);
    if (first) {
      branch.router.close();
      return first;
    }
    this.#all.set(post, branch);
    post.rooms++;
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
    for (const { post, router } of this.#all.values()) {
      post.rooms--;
      post.consumers -= this.#consumers.get(post) ?? 0;
      if (!router.closed) router.close();
    }
    this.#consumers.clear();
  }
}
