// Collects files that set servers and the platform up: each is given to whoever knows its kind.
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { TouchstoneError, type Subject } from "../../model/index.ts";
import { collectFiles, evidenceOf, recordBeside, type FileCollector } from "../collect-files.ts";
import { problemOf, type EvidenceSink } from "../collected.ts";
import { readWhole } from "../file-source.ts";
import { findFiles, type FoundFile } from "../find-files.ts";
import { textIn } from "../text.ts";
import { platformRows, type PlatformOptions, type PlatformReader, type PlatformRow } from "./recognise.ts";

const files = {
  ending: /\.(?:conf|cfg|cnf|ini|toml|ya?ml|json|config|rules)$/i,
  what: "file of settings",
  hint: "Name a file, a folder with files of settings, or a pattern such as 'etc/*.conf'.",
};

/** They are read whole, and nobody writes more by hand. */
const mostBytes = 8 * 1024 * 1024;

type Sink = Omit<EvidenceSink, "object">;

export class PlatformCollector implements FileCollector {
  readonly #options: PlatformOptions;
  readonly #rows: readonly PlatformRow[];
  readonly #readers = new Map<PlatformRow, Promise<PlatformReader>>();
  readonly #subjects: Subject[] = [];
  /** In the order in which they were loaded. */
  readonly #loaded: PlatformReader[] = [];

  constructor(options: PlatformOptions, rows: readonly PlatformRow[] = platformRows) {
    this.#options = options;
    this.#rows = rows;
  }

  /** In the order of the files; then what kinds of files give together. */
  *subjects(): Generator<Subject> {
    yield* this.#subjects;
    for (const reader of this.#loaded) yield* reader.together?.() ?? [];
  }

  /** A file that is named has to be known; in a folder others are passed over, as long as one is known. */
  async collect(path: string, sink: Sink, next: () => number): Promise<void> {
    const information = await stat(path).catch(() => undefined);
    if (!information?.isDirectory()) {
      await collectFiles(path, files, sink, async (file) => {
        if (!(await this.#collectFile(file, sink, next))) throw unknown(file.name, this.#rows);
      });
      return;
    }
    let known = 0;
    let unread = 0;
    const counting: Sink = {
      finished: (evidence) => sink.finished(evidence),
      problem: (problem) => {
        unread += 1;
        sink.problem(problem);
      },
    };
    await collectFiles(path, files, counting, async (file) => {
      if (await this.#collectFile(file, sink, next)) known += 1;
    });
    if (known + unread > 0) return;
    const [first] = await findFiles(path, files);
    sink.problem(problemOf(unknown(`${path} (such as ${first?.name ?? path})`, this.#rows), path));
  }

  /** Whether the file is of a kind that is known. */
  async #collectFile(file: FoundFile, sink: Sink, next: () => number): Promise<boolean> {
    const { now, fileBytes } = this.#options;
    const { content, sha256, bytes } = await readWhole(file, Math.min(fileBytes, mostBytes));
    const text = content.includes(0) ? undefined : textIn(content);
    const fileName = basename(file.path).toLowerCase();
    const rows = text === undefined ? [] : this.#rows.filter(({ matches }) => matches(fileName, text));
    if (text === undefined || rows.length === 0) return false;
    const record = await recordBeside(file, sha256, now);
    const at = { name: file.name, evidence: next(), now };
    const found: Subject[] = [];
    for (const row of rows) found.push(...(await (await this.#reader(row)).read(text, at)));
    this.#subjects.push(...found);
    sink.finished(
      evidenceOf({ kind: "platform", name: file.name, sha256, bytes, documents: 1, record }, this.#options),
    );
    return true;
  }

  async #reader(row: PlatformRow): Promise<PlatformReader> {
    const known = this.#readers.get(row);
    if (known) return known;
    const loading = row.load(this.#options);
    this.#readers.set(row, loading);
    const reader = await loading;
    this.#loaded.push(reader);
    return reader;
  }
}

function unknown(name: string, rows: readonly PlatformRow[]): TouchstoneError {
  const known = [...new Set(rows.map(({ what }) => what))].join(", ");
  const hint = `Known are, by their names and what stands in them: ${known}.`;
  return new TouchstoneError("E_PLATFORM", `${name} is no file of settings that is known`, hint);
}
