// Collects bills of materials as evidence, and makes subjects of them: each document, and each component that it lists.
import { TouchstoneError, type Bill, type Component, type Subject } from "../../model/index.ts";
import { collectFiles, evidenceOf, recordBeside, type FileCollector, type FileOptions } from "../collect-files.ts";
import type { EvidenceSink } from "../collected.ts";
import { readWhole, type WholeFile } from "../file-source.ts";
import type { FoundFile } from "../find-files.ts";
import { hoursSince } from "../hours-since.ts";
import { billSubjects, type PlacedBill } from "./bill-subjects.ts";
import { readBill } from "./read-bill.ts";
import type { ReadBill } from "./read-component.ts";

const bills = {
  ending: /(?:^|[._-])(?:s?bom|cdx|cyclonedx|spdx)\.json(?:\.gz)?$/i,
  what: "bill of materials",
  hint: "Name a file, a folder with files that end in .cdx.json, .spdx.json or bom.json, or a pattern such as 'results/*.json'.",
};

/** They are read whole: more than this is refused whatever the limit of files is. */
const mostBytes = 64 * 1024 * 1024;

export class BillCollector implements FileCollector {
  readonly #options: FileOptions;
  readonly #bills: PlacedBill[] = [];

  constructor(options: FileOptions) {
    this.#options = options;
  }

  /** Documents in the order of their names, each before its components. */
  subjects(): Iterable<Subject> {
    return billSubjects(this.#bills);
  }

  async collect(path: string, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    await collectFiles(path, bills, sink, (file) => this.#collectFile(file, sink, next));
  }

  async #collectFile(file: FoundFile, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    const { now, fileBytes } = this.#options;
    const { content, sha256, bytes } = await readBillFile(file, fileBytes);
    const read = readBill(content, file.name);
    const record = await recordBeside(file, sha256, now);
    const madeAt = record?.madeAt ?? read.madeAt;
    const components = read.components.map((component) => ({ ...component, file: file.name }));
    this.#bills.push({ bill: billOf(read, madeAt, now), components, evidence: next(), file: file.name });
    sink.finished(
      evidenceOf(
        { kind: "sbom", name: file.name, sha256, bytes, documents: 1, record, madeAt, tool: read.tool },
        this.#options,
      ),
    );
  }
}

async function readBillFile(file: FoundFile, limit: number): Promise<WholeFile> {
  try {
    return await readWhole(file, Math.min(limit, mostBytes));
  } catch (thrown) {
    const isAboveOwn = thrown instanceof TouchstoneError && thrown.code === "E_TOO_LARGE" && limit > mostBytes;
    if (!isAboveOwn) throw thrown;
    // No option raises this limit.
    throw new TouchstoneError("E_TOO_LARGE", thrown.message, "Make a bill for each part of the system.", thrown);
  }
}

function billOf(read: ReadBill, madeAt: string | undefined, now: string): Bill {
  const { format, specVersion, describes, tool, complete, components } = read;
  const count = (is: (component: Omit<Component, "file">) => boolean): number => components.filter(is).length;
  return {
    format,
    specVersion,
    ageHours: hoursSince(madeAt, now),
    describes,
    tool,
    counts: {
      components: components.length,
      withoutLicence: count(({ licences }) => licences.length === 0),
      withoutHash: count(({ hashes }) => hashes === 0),
      withoutVersion: count(({ version }) => version === ""),
    },
    complete,
  };
}
