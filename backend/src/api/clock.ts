import { instant, type Instant } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';

/** The present, asked in one place so that tests and the demo can set it. */
@Injectable()
export class Clock {
  /** Milliseconds since the epoch. */
  time(): number {
    return Date.now();
  }

  now(): Instant {
    return instant(this.time());
  }
}

/** A clock that stands where it is put. */
export class SetClock extends Clock {
  constructor(public present: Instant) {
    super();
  }

  override time(): number {
    return Date.parse(this.present);
  }
}
