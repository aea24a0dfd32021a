// Which Kubernetes a run judges for: standards change with its minor versions, and checks with them.
import { TouchstoneError } from "./touchstone-error.ts";

export interface KubernetesVersion {
  readonly major: number;
  readonly minor: number;
}

/** The first version whose Pod Security Standards the checks know: the first with their admission switched on. */
export const oldestKubernetes: KubernetesVersion = { major: 1, minor: 23 };
/** The last version that changed what a check says; newer ones are judged by it. policies/lib/target.rego says the same. */
export const newestKubernetes: KubernetesVersion = { major: 1, minor: 37 };

const written = /^v?(\d{1,3})\.(\d{1,3})(?:\.\d+)?(?:[-+][\w.+-]*)?$/;

/**
 * Reads `1.34`, `v1.34.2` or `v1.29.4-gke.1500`.
 * @throws TouchstoneError E_USAGE for anything else, and for versions that no check knows
 */
export function parseKubernetesVersion(text: string): KubernetesVersion {
  const [, major, minor] = (written.exec(text) ?? []).map(Number);
  const [oldest, newest] = [oldestKubernetes, newestKubernetes].map(showKubernetesVersion);
  const hint = `Give one such as 1.34 or v1.34.2; the checks know ${oldest} to ${newest}, and judge newer ones by ${newest}.`;
  if (major === undefined || minor === undefined)
    throw new TouchstoneError("E_USAGE", `"${text}" is no version of Kubernetes`, hint);
  if (major !== oldestKubernetes.major || minor < oldestKubernetes.minor)
    throw new TouchstoneError("E_USAGE", `the checks do not know Kubernetes ${text}`, hint);
  return { major, minor };
}

export function showKubernetesVersion({ major, minor }: KubernetesVersion): string {
  return `${major}.${minor}`;
}
