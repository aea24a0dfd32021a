// One assessment with everything in it: every status, problems, errors, exceptions, and strings that try to break out.
import type {
  Assessment,
  Check,
  CheckAssessment,
  Finding,
  Framework,
  Mapping,
  Score,
  SubjectRecord,
} from "../../src/model/index.ts";

/** Strings of an attacker who chooses names, messages and files. */
export const hostile = {
  ansi: "\u001b[31mred\u001b[0m\u0007",
  script: "<script>alert(1)</script>",
  entity: "&lt;b&gt; &amp; \"quoted\" 'single'",
  handlebars: "{{x}} {{{x}}} {0}",
  markdown: "`tick` *star* _under_ | pipe | [link](https://attacker.example) ![image](//attacker.example)",
  mention: "@security-team closes #12, GH-34 :tada: www.attacker.example",
  bidi: "user\u202e\u2066nimda\u2069\u200f",
  lines: "first\nsecond\r\n# heading\u2028third",
  surrogate: "half \ud800 pair",
} as const;

function check(id: string, severity: Check["severity"], title: string, rest: Partial<Check> = {}): Check {
  return {
    id,
    title,
    description: `${title}.\nWhoever breaks out of a container with this setting owns the node.`,
    severity,
    scope: "resource",
    kinds: ["workload"],
    cwe: [250],
    remediation: "Remove the setting, or grant\n  only the single capability that is needed.",
    message: "{type} {container} breaks the rule",
    aliases: [],
    tags: [],
    references: ["https://kubernetes.io/docs/concepts/security/pod-security-standards/"],
    file: `${id}/policy.rego`,
    ...rest,
  };
}

function subject(kind: string, namespace: string, name: string, file: string, line?: number): SubjectRecord {
  return {
    kind: kind === "Namespace" ? "namespace" : "workload",
    resource: { apiVersion: kind === "Namespace" ? "v1" : "apps/v1", kind, namespace, name },
    evidence: file.startsWith("charts/") ? 1 : file === "-" ? 2 : 0,
    location: line === undefined ? { file } : { file, line, column: 1 },
  };
}

const subjects: readonly SubjectRecord[] = [
  subject("Deployment", "shop", "checkout", "deploy/shop.yaml", 1),
  subject("StatefulSet", "shop", "orders-db", "deploy/shop.yaml", 61),
  subject("CronJob", "shop", "nightly-report", "charts/reports/templates/cron-job.yaml", 3),
  subject("Deployment", `shop${hostile.bidi}`, `${hostile.script}${hostile.ansi}`, "deploy/a b/#1 [x] 100%.yaml", 7),
  subject("DaemonSet", "", hostile.lines, "-", 12),
  subject("Namespace", "", "shop", "charts/reports"),
];

let findings = 0;
function finding(
  owner: Check,
  index: number,
  path: Finding["path"],
  line: number | undefined,
  message: string,
): Finding {
  findings += 1;
  const file = subjects[index]?.location.file ?? "";
  return {
    fingerprint: findings.toString(16).padStart(64, "0"),
    check: owner.id,
    severity: owner.severity,
    subject: index,
    path,
    location: line === undefined ? { file } : { file, line, column: 15 },
    message,
    details: { type: "container", container: hostile.handlebars, nested: { z: 1, a: [true, null] } },
  };
}

function mapping(owner: Check, framework: string, control: string, rest: Partial<Mapping> = {}): Mapping {
  const rationale = "The check shows that the control's principle of least privilege is put into effect.";
  return { check: owner.id, framework, control, strength: "direct", basis: "intent", rationale, ...rest };
}

const privileged = check("workload/privileged-container", "critical", "Containers must not be privileged", {
  cwe: [250, 269],
  tags: ["pss-baseline", "pss-restricted"],
  aliases: ["kubescape:C-0057"],
});
const mutableTag = check("image/mutable-tag", "high", `Images need a tag that stays ${hostile.script}`, {
  description: `${hostile.markdown} ${hostile.handlebars}`,
  remediation: `${hostile.entity} ${hostile.mention}`,
  references: ["javascript:alert(1)", "https://kubernetes.io/docs/concepts/containers/images/?a=1&b=<2>"],
  cwe: [],
});
const defaultDeny = check("network/default-deny-ingress", "medium", "Namespaces must deny ingress by default", {
  scope: "inventory",
  kinds: ["namespace"],
  cwe: [284],
});
const hostPath = check("workload/host-path", "high", "Pods must not mount paths of the host");
const seccomp = check("workload/seccomp-profile", "medium", "Pods must set a seccomp profile");
const memoryLimits = check("resources/memory-limits", "low", "Containers must have a memory limit", { cwe: [770] });
const liveness = check("probes/liveness-probe", "low", "Containers must have a liveness probe", { cwe: [] });
const token = check("service-account/automount-token", "medium", "Pods must not mount a token that they do not need");
const nonRoot = check("workload/run-as-non-root", "high", "Containers must not run as root");
const hostProcess = check("workload/windows-host-process", "critical", "Windows pods must not be host processes");

function assessed(
  owner: Check,
  status: CheckAssessment["status"],
  rest: Partial<CheckAssessment> = {},
): CheckAssessment {
  const none = { mappings: [], passed: [], findings: [], notApplicable: [], errors: [] };
  return { check: owner, status, ...none, ...rest };
}

const firstContainer = ["spec", "template", "spec", "containers", 0] as const;

const checks: readonly CheckAssessment[] = [
  assessed(privileged, "not-satisfied", {
    mappings: [
      mapping(privileged, "owasp-2021", "A05:2021", { basis: "cwe" }),
      mapping(privileged, "iso27001-2022", "A.8.9", { rationale: `${hostile.script} ${hostile.markdown}` }),
    ],
    passed: [1, 2],
    findings: [
      finding(
        privileged,
        0,
        [...firstContainer, "securityContext", "privileged"],
        24,
        "container web runs as privileged",
      ),
      finding(
        privileged,
        0,
        ["spec", "template", "spec", "initContainers", 0, "securityContext", "privileged"],
        41,
        "init container migrate runs as privileged",
      ),
      finding(privileged, 3, [...firstContainer, "securityContext"], 19, `${hostile.bidi} ${hostile.ansi}`),
    ],
  }),
  assessed(mutableTag, "not-satisfied", {
    mappings: [mapping(mutableTag, "owasp-2021", "A08:2021", { strength: "partial" })],
    passed: [2],
    findings: [
      finding(mutableTag, 1, [...firstContainer, "image"], 72, hostile.markdown),
      finding(mutableTag, 3, [...firstContainer, "image"], 20, `${hostile.script} ${hostile.entity}`),
      finding(mutableTag, 4, ["spec", "app.kubernetes.io/x", "image"], 14, `${hostile.lines} ${hostile.surrogate}`),
      finding(mutableTag, 4, [...firstContainer, "image"], 15, `${hostile.handlebars} ${hostile.mention}`),
    ],
  }),
  assessed(defaultDeny, "not-satisfied", {
    mappings: [mapping(defaultDeny, "iso27001-2022", "A.8.22", { strength: "supporting" })],
    findings: [finding(defaultDeny, 5, [], undefined, "namespace shop lets every pod in")],
  }),
  assessed(hostPath, "error", {
    mappings: [mapping(hostPath, "owasp-2021", "A01:2021"), mapping(hostPath, "iso27001-2022", "A.8.9")],
    passed: [0, 1],
    errors: [
      { subject: 2, message: "the policy gave no result" },
      { subject: 4, message: `${hostile.ansi} ${hostile.lines}` },
    ],
  }),
  assessed(seccomp, "not-satisfied", {
    mappings: [mapping(seccomp, "owasp-2021", "A05:2021")],
    passed: [0, 2, 4],
    findings: [finding(seccomp, 1, ["spec", "template", "spec"], 66, "the pod sets no seccomp profile")],
    errors: [{ subject: 3, message: "the policy gave no result" }],
  }),
  assessed(memoryLimits, "satisfied-with-exception", {
    mappings: [mapping(memoryLimits, "iso27001-2022", "A.8.6")],
    passed: [0, 1, 3, 4],
    findings: [
      {
        ...finding(
          memoryLimits,
          2,
          ["spec", "jobTemplate", "spec", "template", "spec", "containers", 0],
          18,
          "container report has no memory limit",
        ),
        exception: "EX-3",
      },
    ],
  }),
  assessed(liveness, "satisfied", {
    mappings: [mapping(liveness, "iso27001-2022", "A.8.6", { strength: "supporting" })],
    passed: [0, 1, 3, 4],
    notApplicable: [{ subject: 2, reason: "a job ends by itself" }],
  }),
  assessed(token, "not-assessed", {
    mappings: [mapping(token, "owasp-2021", "A01:2021")],
    reason: "not selected",
  }),
  assessed(nonRoot, "not-assessed", { reason: "not selected" }),
  assessed(hostProcess, "not-assessed", {
    mappings: [mapping(hostProcess, "owasp-2021", "A05:2021")],
    notApplicable: subjects.slice(0, 5).map((_, index) => ({ subject: index, reason: "not a Windows pod" })),
    reason: "no subject of kind workload in the evidence",
  }),
];

function score(numerator: number, denominator: number): Score {
  return { exact: `${numerator}/${denominator}`, percent: Math.floor((numerator * 1000) / denominator) / 10 };
}

const zero = score(0, 1);

/** The assessment that every format is tested with. */
const applicability: Assessment["applicability"] = [
  {
    framework: "iso27001-2022",
    control: "A.5.1",
    applicable: true,
    reason: `Everybody needs some. ${hostile.script}`,
    approvedBy: "grace",
    approvedAt: "2026-01-01",
    reviewBy: "2027-01-01",
    location: { file: "soa.yaml", line: 2, column: 5 },
    state: "in-force",
    message: "it applies: grace decided so on 2026-01-01",
  },
];

const attestations: Assessment["attestations"] = [
  {
    id: "AT-1",
    controls: [{ framework: "iso27001-2022", control: "A.5.1" }],
    statement: `There are policies. ${hostile.script}`,
    attestedBy: "ada",
    attestedAt: "2026-01-01",
    expiresAt: "2027-01-01",
    files: [{ path: "policies.pdf", sha256: "0".repeat(64), found: "0".repeat(64) }],
    location: { file: "attestations/at-1.yaml", line: 2, column: 5 },
    state: "in-use",
    message: "it is for 1 control",
  },
];

/** What a baseline would add to it: one finding is known, another was mended. */
export const sampleBaseline: NonNullable<Assessment["baseline"]> = {
  sha256: "0".repeat(64),
  assessedAt: "2026-03-01T00:00:00Z",
  new: 1,
  unchanged: 1,
  fixed: [
    {
      fingerprint: "f".repeat(64),
      check: "workload/host-pid",
      severity: "high",
      location: { file: "old.yaml", line: 3 },
      message: hostile.script,
    },
  ],
  regressed: [{ framework: "iso27001-2022", control: "A.8.9", message: "satisfied before, not-satisfied now" }],
  gone: ["legacy"],
};

const exceptions: Assessment["exceptions"] = [
  {
    id: "EX-3",
    type: "operational-requirement",
    checks: [memoryLimits.id],
    subjects: [{ kind: "CronJob", namespace: "shop", name: "nightly-report" }],
    reason: `The report takes what there is. ${hostile.script}`,
    requestedBy: "ada",
    approvedBy: "grace",
    approvedAt: "2026-03-01",
    expiresAt: "2026-06-01",
    ticket: "OPS-12",
    location: { file: "exceptions/shop.yaml", line: 2, column: 5 },
    state: "in-use",
    message: "it covers 1 finding",
    findings: [checks.find(({ check }) => check === memoryLimits)?.findings[0]?.fingerprint ?? ""],
  },
];

export const sampleAssessment: Assessment = {
  schemaVersion: "1.0",
  tool: { name: "touchstone", version: "0.1.0" },
  assessedAt: "2026-03-05T07:08:09Z",
  bundle: { digest: `sha256:${"5e".repeat(32)}`, checks: checks.length, kubernetes: "1.34" },
  exceptions,
  applicability,
  attestations,
  evidence: [
    {
      kind: "manifest",
      source: "deploy/shop.yaml",
      collector: { name: "touchstone", version: "0.1.0" },
      collectedAt: "2026-03-05T07:08:07Z",
      sha256: "a1".repeat(32),
      bytes: 48_213,
      documents: 9,
      commit: "0123456789".repeat(4),
      record: { madeAt: "2026-03-05T06:00:00Z", tool: { name: "helm", version: "4.3.0" } },
    },
    {
      kind: "chart",
      source: "charts/reports",
      collector: { name: "helm", version: "4.3.0" },
      collectedAt: "2026-03-05T07:08:08Z",
      sha256: "b2".repeat(32),
      bytes: 9_120,
      documents: 4,
    },
    {
      kind: "manifest",
      source: "-",
      collector: { name: "touchstone", version: "0.1.0" },
      collectedAt: "2026-03-05T07:08:08Z",
      sha256: "c3".repeat(32),
      bytes: 812,
      documents: 1,
    },
    {
      kind: "kustomization",
      source: `overlays/${hostile.script}`,
      collector: { name: "kustomize", version: "" },
      collectedAt: "2026-03-05T07:08:08Z",
      sha256: "d4".repeat(32),
      bytes: 0,
      documents: 0,
    },
  ],
  problems: [
    {
      code: "E_YAML",
      source: "deploy/broken.yaml",
      location: { file: "deploy/broken.yaml", line: 8, column: 3 },
      message: `bad indentation of a mapping entry ${hostile.ansi}`,
      hint: "Mend the YAML at this place.",
    },
    {
      code: "E_CHART",
      source: "charts/nightly",
      location: { file: "charts/nightly" },
      message: `values do not meet the schema: ${hostile.markdown}\n${hostile.script}`,
      hint: "Run helm lint.",
    },
  ],
  subjects,
  checks,
  frameworks: [
    {
      id: "owasp-2021",
      title: "OWASP Top 10:2021",
      score: { strict: score(3, 17), adjusted: score(4, 17) },
      coverage: score(17, 21),
      reach: { assessable: 3, total: 4 },
      controls: [
        {
          id: "A01:2021",
          title: "Broken Access Control",
          status: "error",
          score: { strict: zero, adjusted: zero },
          severity: "high",
          checks: [hostPath.id, token.id],
        },
        {
          id: "A05:2021",
          title: "Security Misconfiguration",
          status: "not-satisfied",
          score: { strict: zero, adjusted: zero },
          severity: "critical",
          checks: [privileged.id, seccomp.id, hostProcess.id],
        },
        {
          id: "A08:2021",
          title: "Software and Data Integrity Failures",
          status: "not-satisfied",
          score: { strict: zero, adjusted: zero },
          severity: "high",
          checks: [mutableTag.id],
        },
      ],
    },
    {
      id: "iso27001-2022",
      title: "ISO/IEC 27001:2022",
      score: { strict: score(1, 22), adjusted: score(2, 22) },
      coverage: score(1, 1),
      reach: { assessable: 3, total: 5 },
      controls: [
        {
          id: "A.5.1",
          title: "Policies for information security",
          status: "attested",
          reason: `AT-1: ${hostile.script}`,
          score: { strict: null, adjusted: null },
          checks: [],
        },
        {
          id: "A.8.6",
          title: "Capacity management",
          status: "satisfied-with-exception",
          score: { strict: score(1, 2), adjusted: score(1, 1) },
          severity: "low",
          checks: [memoryLimits.id, liveness.id],
        },
        {
          id: "A.8.9",
          title: "Configuration management",
          status: "not-satisfied",
          score: { strict: zero, adjusted: zero },
          severity: "critical",
          checks: [privileged.id, hostPath.id],
        },
        {
          id: "A.8.22",
          title: "Segregation of networks",
          status: "not-satisfied",
          score: { strict: zero, adjusted: zero },
          severity: "medium",
          checks: [defaultDeny.id],
        },
      ],
    },
    {
      id: "house-rules",
      title: `House rules | ${hostile.script}`,
      score: { strict: null, adjusted: null },
      coverage: null,
      reach: { assessable: 0, total: 1 },
      controls: [],
    },
  ],
  score: { strict: score(83, 748), adjusted: score(61, 374) },
  coverage: score(39, 43),
  gate: {
    verdict: "failed",
    conditions: [
      { id: "score.overall", verdict: "fail", message: "the overall adjusted score is 16.3%; it must be over 90%" },
      { id: "coverage", verdict: "fail", message: "coverage is 90.6%; it must be at least 95%" },
      { id: "critical", verdict: "fail", message: "3 critical findings have no exception" },
      { id: "errors", verdict: "fail", message: "2 checks could not decide" },
      { id: "evidence", verdict: "incomplete", message: `2 sources could not be read ${hostile.script} | \`x\`` },
      { id: "exceptions", verdict: "pass", message: "no expired exception is in use" },
    ],
  },
};

/** The catalogues that go with it; each has a control that no check is evidence for. */
export const sampleFrameworks: readonly Framework[] = [
  {
    id: "owasp-2021",
    title: "OWASP Top 10:2021",
    version: "2021",
    source: "https://owasp.org/Top10/2021/",
    licence: "CC BY-SA 4.0, the OWASP Foundation",
    controls: [
      { id: "A01:2021", title: "Broken Access Control", cwe: [284] },
      { id: "A02:2021", title: "Cryptographic Failures", cwe: [327] },
      { id: "A05:2021", title: "Security Misconfiguration", cwe: [250] },
      { id: "A08:2021", title: "Software and Data Integrity Failures" },
    ],
  },
  {
    id: "iso27001-2022",
    title: "ISO/IEC 27001:2022",
    version: "2022",
    source: "https://www.iso.org/standard/27001",
    licence: "Control titles only, by reference",
    controls: [
      { id: "A.5.1", title: "Policies for information security", group: "Organizational" },
      { id: "A.8.6", title: "Capacity management", group: "Technological" },
      { id: "A.8.8", title: "Management of technical vulnerabilities", group: "Technological" },
      { id: "A.8.9", title: "Configuration management", group: "Technological" },
      { id: "A.8.22", title: "Segregation of networks", group: "Technological" },
    ],
  },
  {
    id: "house-rules",
    title: `House rules | ${hostile.script}`,
    version: "1",
    source: "javascript:alert(1)",
    licence: hostile.entity,
    controls: [{ id: "H-1", title: hostile.markdown }],
  },
];
