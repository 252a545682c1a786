/** What stays of the HTML that people write: text, lists, tables, pictures. Nothing that runs, asks, or dresses itself. */
export const TAGS = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'span', 'br', 'hr', 'blockquote', 'pre', 'code', 'ul', 'ol', 'li', 'dl', 'dt', 'dd'],
  ...[
    'b',
    'strong',
    'i',
    'em',
    'u',
    's',
    'del',
    'ins',
    'small',
    'mark',
    'sub',
    'sup',
    'abbr',
    'kbd',
    'var',
    'samp',
    'q',
    'cite',
    'a',
    'img',
  ],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td', 'figure', 'figcaption'],
];
export const ATTRIBUTES = [
  'href',
  'title',
  'src',
  'alt',
  'width',
  'height',
  'colspan',
  'rowspan',
  'scope',
  'align',
  'start',
  'lang',
  'dir',
];
export const SCHEMES = ['http', 'https', 'mailto'];
/** Pictures are the academy's own, come over TLS or lie in the text itself; what the policy of the page would refuse does not get into it. */
export const PICTURE = /^(?:\/api\/images\/[\w-]+$|https:\/\/|data:image\/(?:png|jpeg|gif|webp);base64,)/i;
/** Links tell nothing about us, and those that lead elsewhere open beside the page. */
export const LINK_REL = 'noopener noreferrer nofollow';
export const leadsElsewhere = (href: string): boolean => /^https?:/i.test(href);
