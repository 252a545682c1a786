import { onDestroy, onMount } from 'svelte';

/** The present, once a second while anything on the page shows a relative time. */
class Ticking {
  now = $state(Date.now());
  #watchers = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  watch(): () => void {
    if (this.#watchers++ === 0) {
      this.now = Date.now();
      this.#timer = setInterval(() => (this.now = Date.now()), 1000);
    }
    return () => {
      if (--this.#watchers === 0) clearInterval(this.#timer);
    };
  }
}
const ticking = new Ticking();

/** For a component's initialisation: reads as the present in milliseconds and ticks once mounted. */
export function present(): { readonly now: number } {
  let stop: (() => void) | undefined;
  onMount(() => {
    stop = ticking.watch();
  });
  onDestroy(() => stop?.());
  return ticking;
}
