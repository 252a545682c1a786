import DOMPurify from 'isomorphic-dompurify';
import { Marked } from 'marked';

const marked = new Marked({ gfm: true, breaks: false });
/** Text, lists, tables, pictures: nothing that runs, asks, or dresses itself. */
const ALLOWED = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: ['style', 'form', 'input', 'button', 'textarea', 'select', 'option', 'iframe', 'object', 'embed', 'audio', 'dialog'],
  FORBID_ATTR: ['style', 'class', 'id', 'name', 'target', 'srcset'],
  ALLOW_DATA_ATTR: false,
};

DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName === 'A') {
    node.setAttribute('rel', 'noopener noreferrer nofollow');
    if (/^https?:/i.test(node.getAttribute('href') ?? '')) node.setAttribute('target', '_blank');
  }
  if (node.tagName === 'IMG') {
    node.setAttribute('loading', 'lazy');
    if (!node.hasAttribute('alt')) node.setAttribute('alt', '');
  }
});

/** Markdown, with the HTML in it that may stay, as HTML that is safe to show. */
export const renderMarkdown = (text: string): string => DOMPurify.sanitize(marked.parse(text, { async: false }), ALLOWED);

/** The same without a paragraph around it, for choices and other short texts. */
export const renderInline = (text: string): string =>
  DOMPurify.sanitize(
    /<(?:p|div|ul|ol|table)\b/i.test(text) || text.includes('\n\n')
      ? marked.parse(text, { async: false })
      : marked.parseInline(text, { async: false }),
    ALLOWED,
  );
