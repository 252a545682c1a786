import { createHash } from 'node:crypto';

const STYLES = /<style>([^<]*)<\/style>|\sstyle="([^"&]*)"/g;

const hash = (style: string): string => `'sha256-${createHash('sha256').update(style).digest('base64')}'`;

/**
 * The source list of a `style-src` that takes the styles which stand in a page of ours, by their hashes, and no others: what somebody else
 * got into it would stay without effect.
 */
export function ownStyles(html: string): string {
  const styles = new Set([...html.matchAll(STYLES)].map(([, element, attribute]) => hash(element ?? attribute ?? '')));
  return styles.size === 0 ? "'none'" : ["'unsafe-hashes'", ...styles].join(' ');
}
