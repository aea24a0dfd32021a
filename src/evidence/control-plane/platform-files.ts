// Reads files of the control plane that are given with --platform.
import { messageOf, TouchstoneError, type ControlPlane, type Location, type Subject } from "../../model/index.ts";
import { parseDocument, type ParsedDocument } from "../../yaml/index.ts";
import type { CollectedObject } from "../collected.ts";
import { objectsOf } from "../kubernetes-objects.ts";
import { normalise } from "../normalise.ts";
import { nameable, ownSubject } from "../own-subject.ts";
import type { PlatformFile, PlatformOptions, PlatformReader } from "../platform/recognise.ts";
import { isEtcdFile, readEtcdFile } from "./configuration-files.ts";
import { controlPlaneDocument } from "./control-plane-document.ts";
import { parseFlags } from "./parse-flags.ts";

/** Objects that are settings themselves, and judged as they are; of all others only what stands inside. */
const settings = new Set(["EncryptionConfiguration", "Policy"]);

export class ControlPlaneFileReader implements PlatformReader {
  readonly #options: PlatformOptions;

  constructor(options: PlatformOptions) {
    this.#options = options;
  }

  async read(text: string, file: PlatformFile): Promise<readonly Subject[]> {
    const subjects: Subject[] = [];
    for (const document of documentsIn(text, file.name)) {
      const { value, locate } = document;
      if (isEtcdFile(value)) {
        subjects.push(subjectOf(readEtcdFile(value), "EtcdConfiguration", file, locate));
        continue;
      }
      for (const object of objectsOf(
        document,
        { file: file.name, defaultNamespace: "kube-system", demanded: true },
        refuse,
      ))
        subjects.push(...(await this.#subjectsOf(object, file)));
    }
    return subjects;
  }

  async #subjectsOf(object: CollectedObject, { evidence }: PlatformFile): Promise<readonly Subject[]> {
    const own = settings.has(object.value.kind) ? normalise(object, evidence) : [];
    return [
      ...own,
      ...(this.#options.insides.reads(object) ? await this.#options.insides.inside(object, evidence) : []),
    ];
  }
}

/** Variables that systemd hands to the kubelet: `KUBELET_KUBEADM_ARGS="--config=..."`. */
export class KubeletVariablesReader implements PlatformReader {
  read(text: string, file: PlatformFile): readonly Subject[] {
    const lines = text.split("\n");
    const words = lines.flatMap((line, index) => {
      const [, value] = /^(?:export )?KUBELET_[A-Z_]*ARGS=(.*)$/.exec(line.trim()) ?? [];
      const plain = value?.trim().replace(/^(["'])(.*)\1$/, "$2") ?? "";
      return plain.split(/\s+/).flatMap((word) => (word === "" ? [] : [{ text: word, path: [index] }]));
    });
    const flags = new Map(parseFlags(words, "kubelet"));
    // The unit that kubeadm installs names the file beside these variables.
    if (!flags.has("config")) flags.set("config", { value: "/var/lib/kubelet/config.yaml", path: [] });
    const input = controlPlaneDocument({ component: "kubelet", source: "flags", version: "", flags, path: [] });
    const locate = ([line]: readonly (string | number)[]): Location => ({
      file: file.name,
      line: typeof line === "number" ? line + 1 : 1,
    });
    return [subjectOf(input, "KubeletVariables", file, locate)];
  }
}

function subjectOf(input: ControlPlane, resourceKind: string, file: PlatformFile, locate: Subject["locate"]): Subject {
  const { name, evidence } = file;
  const own = ownSubject({
    kind: "control-plane",
    resourceKind,
    name: nameable(name),
    input,
    evidence,
    file: name,
    line: 1,
  });
  return { ...own, locate };
}

function documentsIn(text: string, name: string): readonly ParsedDocument[] {
  const documents: ParsedDocument[] = [];
  let lines: string[] = [];
  let linesBefore = 0;
  for (const line of [...text.split("\n"), "---"]) {
    if (!/^---(?:\s|$)/.test(line)) {
      lines.push(line);
      continue;
    }
    documents.push(parse(lines.join("\n"), linesBefore, name));
    linesBefore += lines.length;
    lines = [line.slice(3)];
  }
  return documents.filter(({ value }) => value !== null && value !== undefined);
}

function parse(text: string, linesBefore: number, name: string): ParsedDocument {
  try {
    return parseDocument({ text, linesBefore }, name);
  } catch (thrown) {
    throw unreadable(name, messageOf(thrown));
  }
}

function refuse({ source, message }: { readonly source: string; readonly message: string }): void {
  throw unreadable(source, message);
}

function unreadable(name: string, what: string): TouchstoneError {
  const hint = "Give the file as the component reads it: YAML or JSON, whole.";
  return new TouchstoneError("E_PLATFORM", `${name} cannot be read: ${what}`, hint);
}
