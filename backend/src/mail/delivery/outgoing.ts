import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import { CONFIG, type Config } from '../../config.ts';
import type { Delivery, Written } from '../mail.ts';

/** Milliseconds. A try is over well before the next may begin (mail.ts). */
const TIMES = { connectionTimeout: 8000, greetingTimeout: 8000, dnsTimeout: 5000, socketTimeout: 10_000 };
const CALENDAR = 'text/calendar';
const LONGEST_REASON = 300;

/** The mail server that the configuration names. */
@Injectable()
export class Outgoing implements OnApplicationShutdown {
  private readonly transporter: Transporter | null;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.transporter = config.smtpUrl === null ? null : createTransport({ url: config.smtpUrl, ...TIMES });
  }

  /** How messages go out that are written now. */
  get way(): 'smtp' | 'mailbox' {
    return this.transporter === null ? 'mailbox' : 'smtp';
  }

  onApplicationShutdown(): void {
    this.transporter?.close();
  }

  /** Hands a message over. Whatever goes wrong is an answer, not an exception. */
  async send(mail: Written): Promise<Delivery> {
    if (this.transporter === null) return { taken: false, reason: 'No mail server is configured', final: false };
    try {
      await this.transporter.sendMail(messageOf(mail, this.config.mailFrom));
      return { taken: true };
    } catch (error) {
      return failureOf(error);
    }
  }
}

/**
 * The message as nodemailer takes it. Its Message-ID is the same at every try, so that a copy that is sent twice can be told from a second
 * message. An invitation also stands beside the text, where calendars look for it.
 */
export function messageOf({ mailId, to, subject, text, html, attachments }: Written, from: string): SendMailOptions {
  const files = attachments.map(({ filename, contentType, content }) => ({ filename, contentType, content: content ?? '' }));
  const [invitation] = files.filter(({ contentType }) => contentType.startsWith(CALENDAR));
  const method = /method=(\w+)/i.exec(invitation?.contentType ?? '')?.[1];
  const domain = /@([^>@]+)>?$/.exec(from)?.[1] ?? 'localhost';
  return {
    from,
    to: to ?? '',
    subject: subject ?? '',
    text: text ?? '',
    html: html ?? '',
    messageId: `<${mailId}@${domain}>`,
    // RFC 3834: no answering machine is to answer it.
    headers: { 'Auto-Submitted': 'auto-generated' },
    attachments: files,
    ...(invitation && method && { alternatives: [{ contentType: invitation.contentType, content: invitation.content }] }),
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** RFC 5321, 4.2.1: 5xx is an answer for good, except where it is our own signing in that was refused. */
function failureOf(error: unknown): Delivery {
  const { responseCode, response, code, message } = error as { responseCode?: number; response?: string; code?: string; message?: string };
  const final = code !== 'EAUTH' && responseCode !== undefined && responseCode >= 500;
  return { taken: false, reason: String(response ?? message ?? error).slice(0, LONGEST_REASON), final };
}
