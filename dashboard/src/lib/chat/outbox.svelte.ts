import type { FileItem, Id, MessageSent } from '@lyceum/contracts';
import { newKey, write } from '#lib/api/client.ts';
import { ApiProblem } from '#lib/api/problem.ts';
import { forget, keep, kept } from './kept.ts';

/** A message that was written and has not been seen in the conversation yet. */
export interface Outgoing {
  /** Sent under the same key until it was taken, so that it is one message however often it is tried. */
  readonly key: string;
  readonly text: string;
  readonly files: readonly FileItem[];
  readonly at: string;
  readonly phase: 'sending' | 'waits' | 'sent' | 'refused';
  readonly problem: string | null;
  readonly messageId: Id | null;
}

const AGAIN = 5000;

/** Sends the messages of a conversation one after the other. What waits is kept by the browser: it outlasts a lost connection and a reload. */
export class Outbox {
  items = $state.raw<readonly Outgoing[]>([]);
  readonly #path: string;
  readonly #place: string;
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(personId: Id, conversationId: Id) {
    this.#path = `/api/conversations/${conversationId}/messages`;
    this.#place = `outbox ${personId} ${conversationId}`;
  }

  /** Takes up what an earlier page left. Returns how to stop. */
  open(): () => void {
    this.items = kept<Outgoing[]>(this.#place) ?? [];
    const online = () => void this.#run();
    addEventListener('online', online);
    void this.#run();
    return () => {
      removeEventListener('online', online);
      clearTimeout(this.#timer);
    };
  }

  add(text: string, files: readonly FileItem[]): void {
    const at = new Date().toISOString();
    this.#set([...this.items, { key: newKey(), text, files, at, phase: 'sending', problem: null, messageId: null }]);
    void this.#run();
  }

  again(key: string): void {
    this.#change(key, { phase: 'sending', problem: null });
    void this.#run();
  }

  discard(key: string): void {
    this.#set(this.items.filter((item) => item.key !== key));
  }

  /** These have come to be seen in the conversation. */
  seen(messageIds: ReadonlySet<Id>): void {
    const left = this.items.filter(({ messageId }) => messageId === null || !messageIds.has(messageId));
    if (left.length < this.items.length) this.#set(left);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    clearTimeout(this.#timer);
    try {
      for (;;) {
        const next = this.items.find(({ phase }) => phase === 'sending' || phase === 'waits');
        if (!next || !(await this.#send(next))) return;
      }
    } finally {
      this.#running = false;
    }
  }

  /** Whether the next may be tried. */
  async #send({ key, text, files }: Outgoing): Promise<boolean> {
    try {
      const body = { text, files: files.map(({ fileId }) => fileId) };
      const { messageId } = await write<MessageSent>('POST', this.#path, body, 1, key);
      this.#change(key, { phase: 'sent', messageId });
      return true;
    } catch (problem) {
      const passing = !(problem instanceof ApiProblem) || problem.status === 0 || problem.status === 429 || problem.status >= 500;
      if (!passing) {
        this.#change(key, { phase: 'refused', problem: problem.message });
        return true;
      }
      this.#change(key, { phase: 'waits' });
      this.#timer = setTimeout(() => void this.#run(), AGAIN);
      return false;
    }
  }

  #change(key: string, change: Partial<Outgoing>): void {
    this.#set(this.items.map((item) => (item.key === key ? { ...item, ...change } : item)));
  }

  #set(items: readonly Outgoing[]): void {
    this.items = items;
    if (items.length > 0) keep(this.#place, items);
    else forget(this.#place);
  }
}
