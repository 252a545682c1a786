/** What the process takes of the machine. */
export class Effort {
  #at = performance.now();
  #used = process.cpuUsage();

  /** Bytes of memory, share of a core since the last time this was asked, seconds since the start. */
  now(): { readonly memory: number; readonly cpu: number; readonly uptime: number } {
    const [at, used] = [performance.now(), process.cpuUsage()];
    const microseconds = used.user + used.system - this.#used.user - this.#used.system;
    const cpu = at > this.#at ? microseconds / 1000 / (at - this.#at) : 0;
    [this.#at, this.#used] = [at, used];
    return { memory: process.memoryUsage.rss(), cpu, uptime: process.uptime() };
  }
}
