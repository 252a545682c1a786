import { get } from 'node:http';
import { connect } from 'node:net';

/** Whether something accepts connections there. */
export const accepts = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect({ port, host });
    const end = (answer: boolean) => {
      socket.destroy();
      done(answer);
    };
    socket.setTimeout(1000, () => end(false));
    socket.once('error', () => end(false));
    // A port without a listener can connect to itself when the system picks it as the source.
    socket.once('connect', () => end(socket.localPort !== socket.remotePort));
  });

/** What a URL answers: its status (0 without an answer) and the beginning of its body. */
export const ask = (url: string): Promise<{ status: number; body: string }> =>
  new Promise((done) => {
    const request = get(url, { agent: false, timeout: 5000 }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => (body = (body + text).slice(0, 2000)));
      response.once('error', () => done({ status: 0, body: '' }));
      response.once('end', () => done({ status: response.statusCode ?? 0, body }));
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => done({ status: 0, body: '' }));
  });
