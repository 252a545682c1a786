type Kind = 'microphone' | 'camera' | 'speaker';

/** Why there is no microphone or camera. */
export type DeviceTrouble = 'denied' | 'none' | 'busy' | 'insecure';

const KINDS: Readonly<Record<MediaDeviceKind, Kind>> = { audioinput: 'microphone', videoinput: 'camera', audiooutput: 'speaker' };
const keyOf = (kind: Kind) => `lyceum.device.${kind}`;

/** What somebody chose last, in this browser. */
const remembered = (kind: Kind): string => {
  try {
    return localStorage.getItem(keyOf(kind)) ?? '';
  } catch {
    return '';
  }
};

function troubleOf(error: unknown): DeviceTrouble {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotReadableError' ? 'busy' : 'none';
}

/** The microphones, cameras and speakers of this machine, and which of them are chosen. */
export class Devices {
  all = $state.raw<readonly MediaDeviceInfo[]>([]);
  chosen = $state<Record<Kind, string>>({
    microphone: remembered('microphone'),
    camera: remembered('camera'),
    speaker: remembered('speaker'),
  });
  trouble = $state<Partial<Record<Kind, DeviceTrouble>>>({});

  of(kind: Kind): readonly MediaDeviceInfo[] {
    return this.all.filter((device) => KINDS[device.kind] === kind && device.deviceId !== '');
  }

  choose(kind: Kind, deviceId: string): void {
    this.chosen[kind] = deviceId;
    try {
      localStorage.setItem(keyOf(kind), deviceId);
    } catch {
      // It is chosen for now.
    }
  }

  async look(): Promise<void> {
    this.all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  }

  /** Looks again whenever something is plugged in or out. For an `$effect`. */
  watch(): () => void {
    const look = () => void this.look();
    look();
    navigator.mediaDevices?.addEventListener('devicechange', look);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', look);
  }

  /** The chosen microphone or camera, or any; null where there is none that may be used, with why in `trouble`. */
  async open(kind: 'microphone' | 'camera'): Promise<MediaStreamTrack | null> {
    if (!navigator.mediaDevices) {
      this.trouble[kind] = 'insecure';
      return null;
    }
    const deviceId = this.chosen[kind];
    const which = deviceId === '' ? {} : { deviceId: { ideal: deviceId } };
    const constraints =
      kind === 'microphone'
        ? { audio: { ...which, echoCancellation: true, noiseSuppression: true, autoGainControl: true } }
        : { video: { ...which, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } } };
    try {
      const stream = await navigator.mediaDevices.getUserMedia(constraints);
      delete this.trouble[kind];
      void this.look();
      return stream.getTracks()[0] ?? null;
    } catch (error) {
      this.trouble[kind] = troubleOf(error);
      return null;
    }
  }
}

/** A screen, window or tab that somebody chooses, with its sound where the browser gives it; null where they chose none. */
export async function openScreen(): Promise<readonly MediaStreamTrack[] | null> {
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { ideal: 15, max: 30 } }, audio: true });
    const [picture] = stream.getVideoTracks();
    // Text is to be read: rather fewer pictures than a blurred one.
    if (picture) picture.contentHint = 'detail';
    return stream.getTracks();
  } catch {
    return null;
  }
}
