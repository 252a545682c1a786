import type { Attachment } from 'svelte/attachments';

/** Up and down move between the links of a list; Home and End to its ends. */
export const listKeys: Attachment<HTMLElement> = (list) => {
  const onkeydown = (event: KeyboardEvent) => {
    const links = [...list.querySelectorAll<HTMLElement>('[data-row]')];
    const at = links.findIndex((link) => link === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (at < 0 || to === undefined || links[to] === undefined) return;
    event.preventDefault();
    links[to].focus();
  };
  list.addEventListener('keydown', onkeydown);
  return () => list.removeEventListener('keydown', onkeydown);
};
