import { CallError, Status } from './status.ts';

/** What the real server accepts in one message: 17 MiB. */
const LARGEST_MESSAGE = 17 * 1024 * 1024;
const PREFIX = 5;

/** Cuts what arrives into messages. A message that lies in one chunk is not copied. */
export class MessageSplitter {
  private readonly encoding: string;
  private held: Buffer[] = [];
  private heldLength = 0;
  private wanted = PREFIX;

  constructor(encoding: string | string[] | undefined) {
    this.encoding = String(encoding ?? 'identity');
  }

  push(chunk: Buffer, onMessage: (message: Buffer) => void): void {
    this.held.push(chunk);
    this.heldLength += chunk.length;
    if (this.heldLength < this.wanted) return;
    const bytes = this.held.length === 1 ? chunk : Buffer.concat(this.held);
    let at = 0;
    for (;;) {
      const left = bytes.length - at;
      this.wanted = left < PREFIX ? PREFIX : PREFIX + this.lengthAt(bytes, at);
      if (left < this.wanted) break;
      onMessage(bytes.subarray(at + PREFIX, at + this.wanted));
      at += this.wanted;
    }
    this.held = at < bytes.length ? [bytes.subarray(at)] : [];
    this.heldLength = bytes.length - at;
  }

  private lengthAt(bytes: Buffer, at: number): number {
    if (bytes[at] === 1) throw new CallError(Status.UNIMPLEMENTED, `Messages compressed with ${this.encoding} are not supported.`);
    const length = bytes.readUInt32BE(at + 1);
    if (length > LARGEST_MESSAGE)
      throw new CallError(Status.RESOURCE_EXHAUSTED, 'Received message exceeds the maximum configured message size.');
    return length;
  }
}
