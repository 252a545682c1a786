import type { Attachment } from 'svelte/attachments';

/** A menu that closes when somebody clicks elsewhere, and by Escape, which gives the focus back to what opened it. */
export const closesItself: Attachment<HTMLDetailsElement> = (menu) => {
  const onclick = ({ target }: MouseEvent) => {
    if (menu.open && target instanceof Node && !menu.contains(target)) menu.open = false;
  };
  const onkeydown = ({ key }: KeyboardEvent) => {
    if (key !== 'Escape' || !menu.open) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  };
  window.addEventListener('click', onclick);
  window.addEventListener('keydown', onkeydown);
  return () => {
    window.removeEventListener('click', onclick);
    window.removeEventListener('keydown', onkeydown);
  };
};
