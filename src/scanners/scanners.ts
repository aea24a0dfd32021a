// All scanners, in the order in which they are shown.
import { bandit } from "./bandit.ts";
import { cargoAudit } from "./cargo-audit.ts";
import { cargoDeny } from "./cargo-deny.ts";
import { checkov } from "./checkov.ts";
import { gitleaks } from "./gitleaks.ts";
import { grype } from "./grype.ts";
import { npmAudit } from "./npm-audit.ts";
import { osvScanner } from "./osv-scanner.ts";
import { pipAudit } from "./pip-audit.ts";
import type { Scanner } from "./scanner.ts";
import { semgrep } from "./semgrep.ts";
import { trivy } from "./trivy.ts";

export const scanners: readonly Scanner[] = [
  semgrep,
  bandit,
  gitleaks,
  trivy,
  grype,
  osvScanner,
  npmAudit,
  pipAudit,
  cargoAudit,
  cargoDeny,
  checkov,
];
