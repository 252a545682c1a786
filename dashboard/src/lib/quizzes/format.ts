export type Format = 'gift' | 'moodle-xml';

/** What a question file is, by its beginning: XML begins with a tag. */
export const formatOf = (text: string): Format => (/^\s*(?:\ufeff)?\s*<(?:\?xml|quiz|!--)/i.test(text) ? 'moodle-xml' : 'gift');
