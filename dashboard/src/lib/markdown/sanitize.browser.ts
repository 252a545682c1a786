import DOMPurify from 'dompurify';
import { ATTRIBUTES, leadsElsewhere, LINK_REL, PICTURE, SCHEMES, TAGS } from './allowed.ts';

const OPTIONS = {
  ALLOWED_TAGS: TAGS,
  ALLOWED_ATTR: ATTRIBUTES,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  ALLOWED_URI_REGEXP: new RegExp(`^(?:(?:${SCHEMES.join('|')}):|data:image/|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))`, 'i'),
};

DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName === 'A') {
    const href = node.getAttribute('href') ?? '';
    if (href.startsWith('//') || /^data:/i.test(href)) node.removeAttribute('href');
    node.setAttribute('rel', LINK_REL);
    if (leadsElsewhere(href)) node.setAttribute('target', '_blank');
  }
  if (node.tagName === 'IMG') {
    if (!PICTURE.test(node.getAttribute('src') ?? '')) return node.remove();
    node.setAttribute('loading', 'lazy');
    if (!node.hasAttribute('alt')) node.setAttribute('alt', '');
  }
});

/** HTML without what may not stay, by the browser's own parser. */
export const sanitizeHtml = (html: string): string => DOMPurify.sanitize(html, OPTIONS);
