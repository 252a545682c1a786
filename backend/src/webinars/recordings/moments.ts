import { imageUrl, type Id, type Recorded, type RecordingMoment, type RoomEvent } from '@lyceum/contracts';
import { emptyScene, take } from '../room/view/fold.ts';
import { pollOf } from '../room/view/shown.ts';

interface Polled {
  readonly question: string;
  readonly results: readonly { text: string; votes: number }[] | null;
}

/**
 * What happened in the room while it was recorded, in its order: chat that went to all, hands, polls when they opened and closed, slides,
 * what was said, who came and went. `begin` and `end` are milliseconds since the epoch.
 */
export function momentsOf(
  facts: readonly Recorded<RoomEvent>[],
  begin: number,
  end: number,
  nameOf: (personId: Id) => string | null,
): RecordingMoment[] {
  const scene = emptyScene();
  // What was taken back is not shown here either, whenever that was.
  const removed = new Set(facts.flatMap(({ type, data }) => (type === 'webinars.ChatRemoved.v1' ? [data.messageId] : [])));
  const moments: RecordingMoment[] = [];
  const person = (personId: Id) => ({ personId, name: nameOf(personId) });
  const polled = (pollId: Id): Polled => {
    const poll = pollOf(scene, pollId, true);
    const results = poll?.open === false ? poll.choices.map(({ id, text }) => ({ text, votes: poll.votes?.[id] ?? 0 })) : null;
    return { question: poll?.question ?? '', results };
  };
  for (const fact of facts) {
    take(scene, fact);
    const when = Date.parse(fact.metadata.at);
    if (when > end) break;
    // What was shown when it began is shown from its beginning.
    const at = Math.max(0, (when - begin) / 1000);
    const { type, data } = fact;
    if (type === 'webinars.SlideShown.v1') {
      const deck = data.deckId === null ? undefined : scene.decks.get(data.deckId);
      const shown = deck?.pages[data.page];
      const slide: RecordingMoment = {
        what: 'slide',
        at,
        image: shown ? imageUrl(shown.imageId) : null,
        title: deck?.title ?? '',
        page: shown ? data.page + 1 : 0,
        pages: deck?.pages.length ?? 0,
        text: shown?.text ?? '',
      };
      if (when < begin) moments.splice(0, moments.length, slide);
      else moments.push(slide);
      continue;
    }
    if (when < begin) continue;
    switch (type) {
      case 'webinars.ChatSent.v1':
        if (data.to === 'all')
          moments.push({ what: 'chat', at, person: person(data.authorId), text: removed.has(data.messageId) ? null : data.text });
        break;
      case 'webinars.CaptionSpoken.v1':
        moments.push({ what: 'caption', at, person: person(data.authorId), text: data.text });
        break;
      case 'webinars.HandRaised.v1':
      case 'webinars.HandLowered.v1':
        moments.push({ what: 'hand', at, person: person(data.personId), up: type === 'webinars.HandRaised.v1' });
        break;
      case 'webinars.PollOpened.v1':
      case 'webinars.PollClosed.v1': {
        const { question, results } = polled(data.pollId);
        moments.push({ what: 'poll', at, question, results: results && [...results] });
        break;
      }
      case 'webinars.ParticipantJoined.v1':
      case 'webinars.ParticipantLeft.v1':
        moments.push({ what: 'person', at, person: person(data.personId), here: type === 'webinars.ParticipantJoined.v1' });
        break;
      default:
        break;
    }
  }
  return moments;
}
