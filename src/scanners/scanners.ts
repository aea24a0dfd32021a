// All scanners, in the order in which they are shown.
import { bandit } from "./bandit.ts";
import { gitleaks } from "./gitleaks.ts";
import type { Scanner } from "./scanner.ts";
import { semgrep } from "./semgrep.ts";

export const scanners: readonly Scanner[] = [semgrep, bandit, gitleaks];
