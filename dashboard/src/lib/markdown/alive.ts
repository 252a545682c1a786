import type { Attachment } from 'svelte/attachments';
import { renewSession } from '#lib/api/session.ts';

/** An image of the academy that would not come because the session had run out is asked for once more. */
function retryImages(node: Element): void {
  for (const image of node.querySelectorAll<HTMLImageElement>('img[src^="/api/images/"]')) {
    const again = () => void renewSession().then((renewed) => renewed && image.setAttribute('src', image.src));
    if (image.complete && image.naturalWidth === 0) again();
    else image.addEventListener('error', again, { once: true });
  }
}

/** What needs a script in a text that people wrote: its formulas, and images that did not come. */
export const alive: Attachment = (node) => {
  retryImages(node);
  const places = node.querySelectorAll<HTMLElement>('[data-tex]');
  if (places.length === 0) return;
  let gone = false;
  void import('./typeset.ts').then(({ typeset }) => {
    if (!gone) places.forEach(typeset);
  });
  return () => {
    gone = true;
  };
};
