import type { Letter, Reader } from './letter.ts';
import type { Words } from './words.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
/** Line breaks of what people wrote stay. */
const lines = (text: string): string => escaped(text).replaceAll('\n', '<br>');

/** Colours of the academy's screens. Mail programs know no variables, so each place names its own. */
const INK = '#1b2230';
const MUTED = '#565f6e';
const LINE = '#dedad2';
const PAPER = '#faf9f6';
const PRIMARY = '#1f4e8c';
const SANS = "Inter,'Segoe UI',Helvetica,Arial,sans-serif";
const SERIF = "'Source Serif 4',Georgia,'Times New Roman',serif";

/** For programs that show mail in the dark and leave it to the message. */
const DARK = `@media (prefers-color-scheme: dark) {
.paper { background: #11151c !important; }
.sheet { background: #1a202a !important; border-color: #2d3644 !important; }
.ink { color: #e7eaf0 !important; }
.muted { color: #a0aaba !important; }
.button { background: #8fb5f3 !important; color: #11151c !important; }
.row { border-color: #2d3644 !important; }
}`;

const particular = ([name, value]: readonly [string, string]): string =>
  `<tr><th scope="row" class="muted row" style="padding:8px 16px 8px 0;border-top:1px solid ${LINE};color:${MUTED};font-weight:400;text-align:left;vertical-align:top;white-space:nowrap">${escaped(name)}</th>` +
  `<td class="ink row" style="padding:8px 0;border-top:1px solid ${LINE};color:${INK}">${lines(value)}</td></tr>`;

const paragraph = (text: string): string => `<p class="ink" style="margin:0 0 16px;color:${INK}">${lines(text)}</p>`;

function button(text: string, href: string, words: Words): string {
  const link = escaped(href);
  return (
    `<p style="margin:24px 0 16px"><a class="button" href="${link}" target="_blank" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${PRIMARY};color:#ffffff;text-decoration:none;font-weight:600">${escaped(text)}</a></p>` +
    `<p class="muted" style="margin:0;color:${MUTED};font-size:13px;overflow-wrap:anywhere">${escaped(words.orCopy)}<br>${link}</p>`
  );
}

/** The message for those who read HTML: tables and styles in place, as mail programs want them, and nothing that is fetched from anywhere. */
export function asHtml(letter: Letter, reader: Reader, words: Words, address: URL): string {
  const { subject, headline, paragraphs, particulars, action } = letter;
  const table =
    particulars.length > 0
      ? `<table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;margin:0 0 20px;border-bottom:1px solid ${LINE}" class="row">${particulars.map(particular).join('')}</table>`
      : '';
  const way = action ? button(action.text, new URL(action.path, address).href, words) : '';
  return `<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escaped(subject)}</title>
<style>${DARK}</style>
</head>
<body class="paper" style="margin:0;padding:24px 12px;background:${PAPER};font:16px/1.5 ${SANS}">
<table role="presentation" cellpadding="0" cellspacing="0" align="center" style="width:100%;max-width:560px;margin:0 auto"><tr><td>
<p style="margin:0 0 12px;font:600 18px ${SERIF};color:${PRIMARY}">Lyceum</p>
<div class="sheet" style="padding:28px 24px;border:1px solid ${LINE};border-radius:8px;background:#ffffff">
<p class="ink" style="margin:0 0 8px;color:${INK}">${escaped(words.hello(reader.name))}</p>
<h1 class="ink" style="margin:0 0 20px;font:600 22px/1.3 ${SERIF};color:${INK}">${escaped(headline)}</h1>
${table}${paragraphs.map(paragraph).join('')}${way}
</div>
<p class="muted" style="margin:12px 0 0;color:${MUTED};font-size:13px">${escaped(words.foot(address.host))}</p>
</td></tr></table>
</body>
</html>
`;
}
