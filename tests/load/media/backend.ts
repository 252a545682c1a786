/** A backend as it is to the media process: it follows the room, and is asked for figures now and then. */
import { Steering } from '../../harness/media.ts';
import type { Opened } from './side.ts';

const STATISTICS = 5000;

export function backendOf({ url, key, roomId }: NonNullable<Opened['control']>) {
  const steering = new Steering(url, key);
  const ready = steering.ask('follow-room', { roomId });
  const timer = setInterval(() => void steering.ask('statistics', {}).catch(() => {}), STATISTICS);
  return {
    steering,
    ready,
    leave: () => {
      clearInterval(timer);
      steering.socket.disconnect();
    },
  };
}
