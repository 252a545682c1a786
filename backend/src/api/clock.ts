import { instant, type Instant } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';

/** The present, asked in one place so that tests and the demo can set it. */
@Injectable()
export class Clock {
  now(): Instant {
    return instant(Date.now());
  }
}

/** A clock that stands where it is put. */
export class SetClock extends Clock {
  constructor(public present: Instant) {
    super();
  }

  override now(): Instant {
    return this.present;
  }
}
