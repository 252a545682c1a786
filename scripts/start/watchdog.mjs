// Loaded into each child by the supervisor alone (--import). The supervisor holds the other end of file descriptor 3
// and never writes to it; that it closes means that the supervisor is gone, however it went, and nobody would stop us.
import { Socket } from 'node:net';

const leash = new Socket({ fd: 3, readable: true, writable: false });
leash.on('error', () => undefined);
leash.on('close', () => {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 3000).unref();
  process.kill(process.pid, 'SIGTERM');
});
leash.resume();
leash.unref();
