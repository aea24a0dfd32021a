// Gathers manifests and files with certificates or rotations as a run of Touchstone would; and the certificates of fixtures.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultLimits } from "../../../src/evidence/index.ts";
import { Gathering } from "../../../src/gather.ts";
import { subjectKinds, type Certificate, type Credential, type Subject } from "../../../src/model/index.ts";
import { inFolder, now, type Told } from "../reading.ts";

export interface Gathered extends Told {
  readonly subjects: readonly Subject[];
  readonly certificates: readonly Certificate[];
  readonly credentials: readonly Credential[];
}

export interface Given {
  /** A manifest. */
  readonly manifest?: string;
  /** Files of `--certificates` and of `--rotation`, by their names. */
  readonly certificates?: Readonly<Record<string, string | Buffer>>;
  readonly rotation?: Readonly<Record<string, string>>;
}

/** Places and messages have `DIR` for the folder in which all of it lies. */
export async function gather({ manifest = "", certificates = {}, rotation = {} }: Given): Promise<Gathered> {
  const files = { ...certificates, ...rotation, ...(manifest !== "" && { "objects.yaml": manifest }) };
  return inFolder(files, async (folder) => {
    const inside = (names: object): readonly string[] => Object.keys(names).map((name) => join(folder, name));
    const subjects: Subject[] = [];
    const gathering = new Gathering(
      {
        paths: manifest === "" ? [] : [join(folder, "objects.yaml")],
        files: { certificates: inside(certificates), rotation: inside(rotation) },
        renderChart: () => Promise.reject(new Error("nothing is rendered here")),
        defaultNamespace: "agents",
        limits: defaultLimits,
        now,
        version: "0",
        stdin: (async function* () {})(),
      },
      {
        kinds: new Set(subjectKinds),
        whole: false,
        asked: new Set(),
        categoriesOf: () => [],
      },
      { take: (subject) => void subjects.push(subject), derived: () => {} },
    );
    await gathering.gather();
    const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(folder, "DIR")) as T;
    const inputs = <T>(kind: string): readonly T[] =>
      subjects.filter((subject) => subject.kind === kind).map(({ input }) => plain(input as T));
    return {
      subjects: subjects.map((subject) => plain(subject)),
      certificates: inputs<Certificate>("certificate"),
      credentials: inputs<Credential>("credential"),
      evidence: plain(gathering.evidence),
      problems: plain(gathering.problems),
    };
  });
}

const policies = join(import.meta.dirname, "../../../policies");

export function fixture(path: string): string {
  return readFileSync(join(policies, path), "utf8");
}

/** A server's certificate, that of its issuer and the root, each in PEM. */
export function chain(): readonly [leaf: string, issuer: string, root: string] {
  const all = fixture("certificate/broken-chain/fixtures/pass-with-root.pem").match(
    /-----BEGIN[^]*?-----END [A-Z ]+-----\n/g,
  );
  const [leaf = "", issuer = "", root = ""] = all ?? [];
  return [leaf, issuer, root];
}

/** A private key in PEM that guards nothing. */
export function testKey(): string {
  const file = fixture("certificate/key-mismatch/fixtures/fail-file.pem");
  return /-----BEGIN PRIVATE KEY-----[^]*?-----END PRIVATE KEY-----\n/.exec(file)?.[0] ?? "";
}

export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
