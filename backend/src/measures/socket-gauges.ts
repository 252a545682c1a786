import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SocketServer } from '../live/socket-server.ts';
import { gauge } from './measure.ts';

/** Live connections of this backend, at `/metrics`. */
@Injectable()
export class SocketGauges implements OnModuleInit {
  constructor(private readonly sockets: SocketServer) {}

  onModuleInit(): void {
    gauge('lyceum_sockets', 'Live connections by namespace', ['namespace'], (set) => {
      for (const [namespace, count] of this.sockets.counts()) set({ namespace }, count);
    });
  }
}
