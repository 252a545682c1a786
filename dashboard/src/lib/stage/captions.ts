interface Heard {
  readonly isFinal: boolean;
  readonly 0: { readonly transcript: string };
}
interface Recognition {
  continuous: boolean;
  lang: string;
  onresult: ((event: { readonly resultIndex: number; readonly results: ArrayLike<Heard> }) => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}

const program = (): (new () => Recognition) | undefined => {
  const all = globalThis as { SpeechRecognition?: new () => Recognition; webkitSpeechRecognition?: new () => Recognition };
  return all.SpeechRecognition ?? all.webkitSpeechRecognition;
};

/** Whether this browser can write down what is said (Web Speech API). */
export const canCaption = (): boolean => program() !== undefined;

/** Writes down what is said into the microphone, sentence by sentence, until it is stopped. */
export function caption(language: string, said: (text: string) => void): () => void {
  const Program = program();
  if (!Program) return () => undefined;
  const recognition = new Program();
  let stopped = false;
  recognition.continuous = true;
  recognition.lang = language;
  recognition.onresult = ({ resultIndex, results }) => {
    for (let i = resultIndex; i < results.length; i++) {
      const text = results[i]?.[0].transcript.trim().slice(0, 500) ?? '';
      if (results[i]?.isFinal && text !== '') said(text);
    }
  };
  // Browsers end it in a silence.
  recognition.onend = () => {
    if (!stopped) recognition.start();
  };
  recognition.start();
  return () => {
    stopped = true;
    recognition.stop();
  };
}
