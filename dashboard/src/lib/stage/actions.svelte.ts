import type { MediaSource } from '@lyceum/contracts';
import { ApiProblem } from '#lib/api/problem.ts';
import { toasts } from '#lib/layout/toasts.svelte.ts';
import { t } from '#lib/messages/index.ts';
import { canCaption, caption } from './captions.ts';
import { type Devices, openScreen } from './devices.svelte.ts';
import type { RoomSession } from './session.svelte.ts';

/** What one does in a room oneself: switches devices, shares, raises the hand. */
export class Actions {
  readonly session: RoomSession;
  readonly devices: Devices;
  captioning = $state(false);
  readonly canCaption = canCaption();
  #stopCaptions: (() => void) | null = null;

  constructor(session: RoomSession, devices: Devices) {
    this.session = session;
    this.devices = devices;
    session.onmuted = (source) => {
      if (source === 'microphone') toasts.say(t('stage.mutedByHost'));
    };
  }

  get microphone(): boolean {
    return this.session.media?.sending.get('microphone')?.on ?? false;
  }
  get camera(): boolean {
    return this.session.media?.sending.get('camera')?.on ?? false;
  }
  get screen(): boolean {
    return this.session.media?.sending.has('screen') ?? false;
  }
  get hand(): boolean {
    return this.session.mine?.hand !== null && this.session.mine !== null;
  }

  /** A microphone is muted and stays open; a camera is let go, so that its light goes out. */
  async toggle(source: 'microphone' | 'camera'): Promise<void> {
    const { media } = this.session;
    const sending = media?.sending.get(source);
    if (!media) return;
    if (sending && source === 'camera') await media.stop(source);
    else if (sending) await this.#told(() => media.set(source, !sending.on));
    else {
      const track = await this.devices.open(source);
      const trouble = this.devices.trouble[source];
      if (track) await this.send(source, track);
      else if (trouble) toasts.say(t(`stage.trouble.${trouble}.${source}`));
    }
  }

  send(source: MediaSource, track: MediaStreamTrack): Promise<void> {
    return this.#told(async () => this.session.media?.send(source, track));
  }

  async toggleScreen(): Promise<void> {
    const { media } = this.session;
    if (!media) return;
    if (this.screen) {
      await Promise.all([media.stop('screen'), media.stop('screen-audio')]);
      return;
    }
    for (const track of (await openScreen()) ?? []) await this.send(track.kind === 'video' ? 'screen' : 'screen-audio', track);
  }

  async toggleHand(): Promise<void> {
    if (this.hand) await this.session.ask('lower-hand', {});
    else await this.session.ask('raise-hand', {});
  }

  toggleCaptions(): void {
    this.captioning = !this.captioning;
    if (this.captioning)
      this.#stopCaptions = caption(navigator.language, (text) => this.microphone && void this.session.ask('caption', { text }));
    else this.#stopCaptions?.();
  }

  /** Another device is chosen while one is in. */
  async choose(kind: 'microphone' | 'camera' | 'speaker', deviceId: string): Promise<void> {
    this.devices.choose(kind, deviceId);
    if (kind === 'speaker' || !this.session.media?.sending.has(kind)) return;
    const track = await this.devices.open(kind);
    if (track) await this.session.media.replace(kind, track);
  }

  close(): void {
    this.#stopCaptions?.();
  }

  async #told(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (problem) {
      if (problem instanceof ApiProblem) toasts.say(problem.message);
      else throw problem;
    }
  }
}
