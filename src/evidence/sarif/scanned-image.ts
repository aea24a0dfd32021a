// Which image a run looked at, where its log says so: Trivy in properties of the run, Grype in the place of each result.
import type { ScannedImage } from "../../model/index.ts";
import { asText, textsIn } from "../json.ts";
import type { RawResult, RawRun } from "./raw.ts";

/** `name` is what results say, for a run that does not. */
export function scannedImage({ properties }: Pick<RawRun, "properties">, name: string): ScannedImage | null {
  const said = asText(properties["imageName"]).trim() || name;
  if (said === "") return null;
  const digests = [said, ...textsIn(properties["repoDigests"])].flatMap(
    (reference) => /@(sha256:[0-9a-f]{64})$/.exec(reference)?.[1] ?? [],
  );
  return { name: said, digests: [...new Set(digests)] };
}

/** `registry.example.com/agents/pool:2.4.0@sha256:...:/etc/os-release` is in a layer of that image; empty for other results. */
export function imageOf({ place }: Pick<RawResult, "place">, tool: string): string {
  if (tool !== "grype" || !place.uri.startsWith("image/")) return "";
  return /^(.+)@sha256:[0-9a-f]{64}:\//.exec(place.logical)?.[1] ?? "";
}
