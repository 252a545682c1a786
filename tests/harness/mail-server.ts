/**
 * A mail server in the test's own process, which takes what is sent to it over SMTP and reads it as a mail program would.
 *
 *     const server = await MailServer.start();
 *     const product = await Product.start({ env: { LYCEUM_SMTP_URL: server.url, LYCEUM_MAIL_FROM: 'Lyceum <lyceum@academy.example>' } });
 *     await until('it has come', () => server.to('ann@academy.example').length === 1);
 */
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export const MAIL_FROM = 'Lyceum <lyceum@academy.example>';

/** A message as it came: its envelope and what a mail program makes of it. */
export interface Received {
  readonly to: string;
  readonly mail: Email;
  readonly source: string;
}

/** The text of a file or a part. */
export const textOf = (content: string | ArrayBuffer | Uint8Array): string =>
  typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString();

export class MailServer {
  readonly received: Received[] = [];
  /** How it answers a message: null takes it; a code refuses it. */
  answer: { readonly code: number; readonly text: string } | null = null;
  /** Called when a message has been taken, before the sender is told. */
  taken: () => void | Promise<void> = () => {};
  private server: SMTPServer | null = null;
  private port = 0;

  static async start(): Promise<MailServer> {
    const server = new MailServer();
    await server.open();
    return server;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.port}`;
  }

  to(address: string): readonly Received[] {
    return this.received.filter(({ to }) => to === address);
  }

  /** Opens it again on the same port after `close`. */
  async open(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', async () => {
          const { answer } = this;
          if (!answer) await this.take(Buffer.concat(chunks).toString(), session.envelope.rcptTo[0]?.address ?? '');
          done(answer && Object.assign(new Error(answer.text), { responseCode: answer.code }));
        });
      },
    });
    this.server = server;
    // A sender that is killed resets its connection.
    server.on('error', () => {});
    await new Promise<void>((opened) => void server.listen(this.port, '127.0.0.1', opened));
    this.port = (server.server.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return new Promise((closed) => (this.server ? this.server.close(() => closed()) : closed()));
  }

  private async take(source: string, to: string): Promise<void> {
    this.received.push({ to, source, mail: await PostalMime.parse(source) });
    await this.taken();
  }
}
