import sanitize, { type IOptions } from 'sanitize-html';
import { ATTRIBUTES, leadsElsewhere, LINK_REL, PICTURE, SCHEMES, TAGS } from './allowed.ts';

const OPTIONS: IOptions = {
  allowedTags: TAGS,
  allowedAttributes: { '*': ATTRIBUTES, a: ['rel', 'target'], img: ['loading'] },
  allowedSchemes: SCHEMES,
  allowedSchemesByTag: { img: ['https', 'data'] },
  allowProtocolRelative: false,
  parseStyleAttributes: false,
  exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !PICTURE.test(attribs['src'] ?? ''),
  transformTags: {
    a: (tagName, attribs) => ({
      tagName,
      attribs: { ...attribs, rel: LINK_REL, ...(leadsElsewhere(attribs['href'] ?? '') && { target: '_blank' }) },
    }),
    img: (tagName, attribs) => ({ tagName, attribs: { ...attribs, alt: attribs['alt'] ?? '', loading: 'lazy' } }),
  },
};

/** HTML without what may not stay. On the server a parser is enough; a browser uses its own (sanitize.browser.ts). */
export const sanitizeHtml = (html: string): string => sanitize(html, OPTIONS);
