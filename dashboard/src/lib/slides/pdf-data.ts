/** What pdf.js needs beside itself: tables of letters, fonts that files do not bring, decoders of images. Each is fetched when it is wanted. */
const FILES = import.meta.glob<string>('#pdfjs/{cmaps/*.bcmap,standard_fonts/*.{pfb,ttf},wasm/{jbig2,openjpeg}.wasm}', {
  query: '?url',
  import: 'default',
});

const loaders = new Map(Object.entries(FILES).map(([path, load]) => [path.split('/').at(-1), load]));

/** Gives pdf.js such a file by its name, from where the academy's own pages lie. */
export class PdfData {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const load = loaders.get(filename);
    if (!load) throw new Error(`pdf.js has no ${filename}`);
    const answer = await fetch(await load());
    if (!answer.ok) throw new Error(`${filename} could not be fetched`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}
