import katex from 'katex';
import 'katex/dist/katex.min.css';
import { t } from '#lib/messages/index.ts';
import { TYPESETTING } from './typesetting.ts';

const sourceOf = (place: Element): string => place.querySelector('annotation')?.textContent ?? place.textContent ?? '';

/** Sets the formula of one place. Its nodes are styled one by one, since the page's policy takes no style from HTML. */
export function typeset(place: HTMLElement): void {
  const tex = sourceOf(place);
  try {
    katex.render(tex, place, { ...TYPESETTING, displayMode: place.dataset['tex'] === 'display', output: 'htmlAndMathml' });
  } catch {
    const said = Object.assign(document.createElement('span'), { className: 'small muted', textContent: `${t('formula.broken')} ` });
    place.replaceChildren(said, Object.assign(document.createElement('code'), { textContent: tex }));
  }
}
