// Tells the policies which Kubernetes they judge for, as `data.touchstone.target.kubernetes`.
import { createHash } from "node:crypto";
import { newestKubernetes, type Bundle, type KubernetesVersion } from "../model/index.ts";
import { canonicalJson } from "./canonical-json.ts";
import { withData } from "./module-data.ts";

/**
 * The bundle with the target in the data of its modules, and in its digest. The newest version that the checks know is
 * what they judge by anyway: it leaves the digest as it is.
 */
export function applyTarget(bundle: Bundle, kubernetes: KubernetesVersion): Bundle {
  const target = { kubernetes };
  const modules = withData(bundle.modules, "target", target);
  const { major, minor } = newestKubernetes;
  if (kubernetes.major === major && kubernetes.minor === minor) return { ...bundle, modules };
  const digest = createHash("sha256").update(canonicalJson({ bundle: bundle.digest, target }));
  return { ...bundle, digest: `sha256:${digest.digest("hex")}`, modules };
}
