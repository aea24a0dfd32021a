// What of the options decides how evidence is collected; what judges it comes on top.
import { PodTemplates, type CollectOptions } from "../evidence/index.ts";
import { version } from "../version.ts";
import type { CommonOptions } from "./options.ts";
import { chartRenderer, type RenderWith } from "./render-chart.ts";

const mebibyte = 1024 * 1024;

export type EvidenceOptions = Parameters<typeof chartRenderer>[0] &
  Pick<CommonOptions, "namespace" | "podTemplate" | "maxFileSize" | "maxDocumentSize">;

export function collectOptions(options: EvidenceOptions): {
  readonly collect: CollectOptions;
  readonly renderWith: RenderWith;
} {
  const namespace = options.namespace ?? "default";
  const renderWith = chartRenderer(options, namespace);
  const collect: CollectOptions = {
    renderChart: (chart) => renderWith(chart),
    defaultNamespace: namespace,
    limits: {
      fileBytes: (options.maxFileSize ?? 512) * mebibyte,
      documentBytes: (options.maxDocumentSize ?? 64) * mebibyte,
    },
    ...(options.podTemplate.length > 0 && { templates: new PodTemplates(options.podTemplate) }),
    now: new Date().toISOString(),
    version,
    stdin: process.stdin,
  };
  return { collect, renderWith };
}
