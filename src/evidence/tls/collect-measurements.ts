// Collects measurements of TLS as evidence, and makes a subject of each endpoint and of each certificate that it showed.
import { X509Certificate } from "node:crypto";
import { TouchstoneError, type Endpoint, type Subject, type TlsMeasurement } from "../../model/index.ts";
import { describeAll, openAll } from "../certificates/certificate-set.ts";
import { certificateSubjects } from "../certificates/certificate-subjects.ts";
import { NoCertificate } from "../certificates/describe-certificate.ts";
import { collectFiles, evidenceOf, recordBeside, type FileCollector, type FileOptions } from "../collect-files.ts";
import { problemOf, type EvidenceSink } from "../collected.ts";
import { readWhole } from "../file-source.ts";
import type { FoundFile } from "../find-files.ts";
import { hoursSince } from "../hours-since.ts";
import { nameable, ownSubject } from "../own-subject.ts";
import { bySubject, describeChain, type Authorities } from "./describe-chain.ts";
import { readMeasurements, suitesOf } from "./read-measurements.ts";

const files = {
  ending: /\.tls\.json(?:\.gz)?$/i,
  what: "measurement of TLS",
  hint: "Name a file, a folder with files that end in .tls.json, or a pattern such as 'results/*.tls.json'.",
};

/** They are read whole: more than this is refused whatever the limit of files is. */
const mostBytes = 64 * 1024 * 1024;

export class MeasurementCollector implements FileCollector {
  readonly #options: FileOptions;
  readonly #subjects: Subject[] = [];
  readonly #names = new Map<string, number>();

  constructor(options: FileOptions) {
    this.#options = options;
  }

  /** In the order of the files, each endpoint before its certificates. */
  subjects(): Iterable<Subject> {
    return this.#subjects;
  }

  async collect(path: string, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    await collectFiles(path, files, sink, (file) => this.#collectFile(file, sink, next));
  }

  async #collectFile(file: FoundFile, sink: Omit<EvidenceSink, "object">, next: () => number): Promise<void> {
    const { now, fileBytes } = this.#options;
    const { content, sha256, bytes } = await readWhole(file, Math.min(fileBytes, mostBytes));
    const { file: read, lines } = readMeasurements(content, file.name);
    const record = await recordBeside(file, sha256, now);
    const madeAt = record?.madeAt ?? read.collectedAt;
    const given = open(file.name, "authorities", () =>
      bySubject(read.authorities.map((one) => new X509Certificate(Buffer.from(one, "base64")))),
    );
    const all = read.endpoints.map((measured) =>
      open(file.name, measured.target, () => endpointOf(measured, given, madeAt, now)),
    );
    const evidence = next();
    for (const [index, measured] of read.endpoints.entries()) {
      const endpoint = all[index];
      const line = lines[index] ?? 1;
      if (endpoint) this.#add(endpoint, measured, { evidence, file: file.name, line });
      if (measured.outcome === "not-measured")
        sink.problem(problemOf(unmeasured(file.name, line, measured), file.name));
    }
    sink.finished(
      evidenceOf(
        {
          kind: "tls",
          name: file.name,
          sha256,
          bytes,
          documents: read.endpoints.length,
          record,
          madeAt,
          tool: read.collector,
        },
        this.#options,
      ),
    );
  }

  #add(
    endpoint: Endpoint,
    { chains }: TlsMeasurement,
    at: { readonly evidence: number; readonly file: string; readonly line: number },
  ): void {
    const plain = nameable(endpoint.target);
    const number = (this.#names.get(plain) ?? 0) + 1;
    this.#names.set(plain, number);
    const name = number === 1 ? plain : `${plain}#${number}`;
    this.#subjects.push(ownSubject({ kind: "endpoint", resourceKind: "Endpoint", name, input: endpoint, ...at }));
    const { evidence, ...location } = at;
    for (const [index, chain] of chains.entries()) {
      const ders = chain.map((one) => Buffer.from(one, "base64"));
      const found = {
        source: "endpoint",
        use: "presented",
        of: endpoint.target,
        entry: "",
        keys: [] as const,
      } as const;
      const certificates = describeAll(openAll(ders, this.#options.now), found);
      const called = index === 0 ? name : `${name}/chain-${index + 1}`;
      this.#subjects.push(...certificateSubjects(certificates, { name: called, namespace: "", evidence, location }));
    }
  }
}

function endpointOf(measured: TlsMeasurement, given: Authorities, madeAt: string, now: string): Endpoint {
  const { outcome, protocols, chains, connections: _, ...same } = measured;
  return {
    ...same,
    measured: outcome !== "not-measured",
    ageHours: hoursSince(madeAt, now),
    encrypted: outcome === "not-measured" ? null : outcome === "measured",
    protocols: protocols.map(({ name }) => name),
    suites: suitesOf(measured).filter((suite) => suite !== undefined),
    chains: chains.flatMap((chain) => {
      const ders = chain.map((one) => Buffer.from(one, "base64"));
      return describeChain(ders, measured.servername, given, now) ?? [];
    }),
  };
}

/** @throws TouchstoneError E_TLS for certificates that are none */
function open<Result>(file: string, what: string, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    const isOurs = thrown instanceof NoCertificate || (thrown instanceof Error && "code" in thrown);
    if (!isOurs) throw thrown;
    const hint = "Give a file that `touchstone collect tls` wrote, as it wrote it.";
    throw new TouchstoneError("E_TLS", `${file}: a certificate of ${what} cannot be read`, hint, thrown);
  }
}

function unmeasured(file: string, line: number, { target, reason }: TlsMeasurement): TouchstoneError {
  const hint = "Measure again when it answers, or take it off the list: what was not measured is not judged.";
  return new TouchstoneError("E_TLS", `${file}:${line}: ${target} could not be measured: ${reason}`, hint);
}
