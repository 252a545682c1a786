import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keep } from './cache.ts';
import { seeToPackages } from './distribution.ts';
import { packageFolder } from './package.ts';
import { runsHere } from './probe.ts';
import { NoWorker, seeking, type Tell } from './status.ts';

/** Takes the distribution's libraries where mediasoup's own build would download them; see its README. */
const subprojects = fileURLToPath(new URL('../../worker-build/subprojects', import.meta.url));

/** What is changed in mediasoup's sources, each once: a version of them in which it does not occur is not built. */
const CHANGES: readonly { readonly file: string; readonly from: string; readonly to: string }[] = [
  // Debian 12 has meson 1.0; nothing of a later one is used.
  { file: 'meson.build', from: "meson_version: '>= 1.1.0'", to: "meson_version: '>= 1.0.0'" },
  // The kind of call is a set of flags. Compared as a whole, libssl with kernel TLS (as distributions build it) is told
  // that the kernel encrypts, allocates no buffer, and the first handshake crashes.
  {
    file: 'src/RTC/DtlsTransport.cpp',
    from: '(operationType == BIO_CB_RETURN) ? static_cast<long>(ret) : 1',
    to: '((operationType & BIO_CB_RETURN) != 0) ? static_cast<long>(ret) : 1',
  },
];

async function change(folder: string): Promise<void> {
  for (const { file, from, to } of CHANGES) {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    if (text.split(from).length !== 2) throw new NoWorker(`This version of mediasoup's sources cannot be built here: ${file} is another`);
    await writeFile(path, text.replace(from, to));
  }
}

/** The lines of a tool's output that say why it failed. */
function telling(said: string): string {
  const lines = said.trim().split('\n');
  const errors = lines.filter((line) => /error/i.test(line));
  return (errors.length > 0 ? errors.slice(0, 3) : lines.slice(-3)).join(' ');
}

/** Runs a tool at low priority, telling its lines. @throws NoWorker with the last that it said */
function tool(cwd: string, [command = '', ...args]: readonly string[], line: (text: string) => void = () => {}, signal?: AbortSignal) {
  return new Promise<void>((resolve, reject) => {
    const child = spawn('nice', ['-n', '10', command, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'], ...(signal && { signal }) });
    let said = '';
    const hear = (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-8000);
      for (const text of chunk.toString().split('\n')) line(text);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', (error) => reject(new NoWorker(`${command} cannot be run (${error.message})`)));
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new NoWorker(`${command} ended with ${code}: ${telling(said)}`));
    });
  });
}

/** How far ninja is: `[n/m] …`. */
const PROGRESS = /^\[(\d+)\/(\d+)\]/;

/**
 * Builds a worker from the sources of the npm package with the distribution's libraries into `folder`, in some minutes; gives its path.
 * @throws NoWorker
 */
export async function buildWorker(folder: string, tell: Tell, signal?: AbortSignal): Promise<string> {
  await seeToPackages(tell);
  const room = await mkdtemp(join(tmpdir(), 'lyceum-worker-'));
  const sources = join(room, 'worker');
  try {
    tell(seeking('building', 'Preparing the sources of the worker'));
    await cp(join(packageFolder, 'worker'), sources, { recursive: true });
    await rm(join(sources, 'subprojects'), { recursive: true });
    await cp(subprojects, join(sources, 'subprojects'), { recursive: true });
    await change(sources);
    const setUp = ['meson', 'setup', '--buildtype', 'release', '-Db_ndebug=true', '--wrap-mode=nodownload', 'build'];
    await tool(sources, setUp, undefined, signal);
    // The generated headers come first: a part that includes them does not say so.
    await tool(sources, ['meson', 'compile', '-C', 'build', 'flatbuffers-generator'], undefined, signal);
    const progress = (text: string) => {
      const [, done, total] = PROGRESS.exec(text) ?? [];
      if (done && total) tell(seeking('building', 'Building the worker from its sources', Number(done), Number(total)));
    };
    await tool(sources, ['ninja', '-C', 'build', 'mediasoup-worker'], progress, signal);
    const built = join(sources, 'build/mediasoup-worker');
    await tool(sources, ['strip', built], undefined, signal);
    if (!(await runsHere(built))) throw new NoWorker('The worker that was built does not run');
    return keep(folder, built);
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}
