// What is going on, for a person who waits: a live line on a terminal, plain lines elsewhere.
const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** @param {number} began */
const seconds = (began) => `${((Date.now() - began) / 1000).toFixed(1)} s`;

/** @param {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} [out] */
export const createProgress = (out = process.stdout) => {
  const live = Boolean(out.isTTY);
  /** @type {Set<{ text: string, note: string, began: number, told: number }>} */
  const running = new Set();
  let frame = 0;
  let shown = false;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  const clear = () => {
    if (shown) out.write('\r\x1b[2K');
    shown = false;
  };
  const draw = () => {
    if (running.size === 0) return;
    const texts = [...running].map((step) => `${step.text}${step.note && ` (${step.note})`} ${seconds(step.began)}`);
    clear();
    out.write(`${frames[(frame += 1) % frames.length]} ${texts.join(' · ')}`.slice(0, (out.columns ?? 80) - 1));
    shown = true;
  };
  // Off a terminal only what takes long is announced, and then now and again, so that a log shows it is alive.
  const tell = () => {
    for (const step of running) {
      const due = step.told === 0 ? 2000 : 20_000;
      if (Date.now() - (step.told || step.began) < due) continue;
      step.told = Date.now();
      out.write(`..  ${step.text}${step.note && ` (${step.note})`} ${seconds(step.began)}\n`);
    }
  };
  const tick = () => {
    if (running.size > 0) timer ??= setInterval(live ? draw : tell, live ? 100 : 500).unref();
    else {
      clearInterval(timer);
      timer = undefined;
    }
  };

  /** A line that stays. @param {string} text */
  const line = (text) => {
    clear();
    out.write(`${text}\n`);
    if (live) draw();
  };

  /**
   * Runs `work`, showing `text` meanwhile and the seconds it took after. `note` says where the work is.
   * @template T @param {string} text @param {(note: (text: string) => void) => Promise<T>} work @returns {Promise<T>}
   */
  const step = async (text, work) => {
    const own = { text, note: '', began: Date.now(), told: 0 };
    running.add(own);
    tick();
    let mark = live ? '✗' : 'no ';
    try {
      const result = await work((note) => (own.note = note));
      mark = live ? '✓' : 'ok ';
      return result;
    } finally {
      running.delete(own);
      tick();
      line(`${mark} ${text}  ${seconds(own.began)}`);
    }
  };

  return { step, line, clear };
};
