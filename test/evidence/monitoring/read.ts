// Reads objects and files as a run does.
import { MonitoringReader } from "../../../src/evidence/monitoring/index.ts";
import type { KubernetesObject } from "../../../src/evidence/index.ts";
import type { Subject } from "../../../src/model/index.ts";
import { parseDocument } from "../../../src/yaml/index.ts";

const at = { evidence: 0, now: "2026-01-01T00:00:00.000Z" };

/** What documents of a manifest give: their own subjects, then what all give together. */
export function readManifest(text: string): readonly Subject[] {
  const reader = new MonitoringReader();
  const own = text.split(/^---$/m).flatMap((part) => {
    const { value, locate } = parseDocument({ text: part, linesBefore: 0 }, "agents.yaml");
    return reader.inside({ value: value as KubernetesObject, locate, defaultNamespace: "agents" }, at);
  });
  return [...own, ...reader.together()];
}

export function readFile(text: string, name = "monitoring.yml"): readonly Subject[] {
  const reader = new MonitoringReader();
  return [...reader.file(text, { name, evidence: 0 }), ...reader.together()];
}

export function inConfigMap(key: string, text: string, kind = "ConfigMap", field = "data"): string {
  return JSON.stringify({ apiVersion: "v1", kind, metadata: { name: "monitoring" }, [field]: { [key]: text } });
}

/** The document of the first subject of monitoring. */
export function inputOf(subjects: readonly Subject[]): unknown {
  return subjects.find(({ kind }) => kind === "monitoring")?.input;
}
