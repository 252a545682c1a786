import type { Id } from '@lyceum/contracts';
import type { types } from 'mediasoup';

interface Heard {
  speaker(personId: Id): void;
  levels(levels: readonly { readonly personId: Id; readonly volume: number }[]): void;
}

/** How many of the loudest are told, from which loudness on (dBov), and how often (milliseconds). */
const LEVELS = { maxEntries: 8, threshold: -65, interval: 500 };

interface Labelled {
  readonly personId: Id;
}
const whose = (producer: types.Producer): Id => (producer.appData as unknown as Labelled).personId;

/** Listens to who speaks in a room. */
export class Loudness {
  readonly #levels: types.AudioLevelObserver;
  readonly #speaker: types.ActiveSpeakerObserver;
  #silent = true;

  private constructor(levels: types.AudioLevelObserver, speaker: types.ActiveSpeakerObserver, heard: Heard) {
    this.#levels = levels;
    this.#speaker = speaker;
    levels.on('volumes', (volumes) => {
      this.#silent = false;
      heard.levels(volumes.map(({ producer, volume }) => ({ personId: whose(producer), volume })));
    });
    levels.on('silence', () => {
      if (!this.#silent) heard.levels([]);
      this.#silent = true;
    });
    speaker.on('dominantspeaker', ({ producer }) => heard.speaker(whose(producer)));
  }

  static async in(router: types.Router, heard: Heard): Promise<Loudness> {
    const [levels, speaker] = await Promise.all([router.createAudioLevelObserver(LEVELS), router.createActiveSpeakerObserver()]);
    return new Loudness(levels, speaker, heard);
  }

  /** Ends by itself with the producer. */
  async listenTo({ id: producerId }: types.Producer): Promise<void> {
    await Promise.all([this.#levels.addProducer({ producerId }), this.#speaker.addProducer({ producerId })]);
  }
}
