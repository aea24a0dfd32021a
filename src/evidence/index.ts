// Collects evidence and turns it into subjects.
export { chartTemplates } from "./chart-files.ts";
export { collect, type CollectOptions, type RenderChart } from "./collect.ts";
export { problemOf, type CollectedObject, type EvidenceSink, type KubernetesObject } from "./collected.ts";
export { documentParts, objectsIn, type DocumentPart } from "./document-objects.ts";
export { findAllSources } from "./find-all.ts";
export { displayName, findSources, recordEnding, type Source } from "./find-sources.ts";
export type { FileCollector, FileOptions } from "./collect-files.ts";
export { Insides } from "./inside/index.ts";
export { commitReader, type CommitOf } from "./git-commit.ts";
export type { PlacedObject } from "./kubernetes-objects.ts";
export { normalise, type NormaliseOptions } from "./normalise.ts";
export { PodTemplates, isPodTemplateSetting } from "./pod-templates.ts";
export type { WrittenRecord } from "./record.ts";
export { defaultLimits } from "./size-limits.ts";
