// Who may import whom: the way of the data is one-way. Each rule says what to do instead.
const stages = "evidence|analysis|rego|assessment|report|library|toolchain|config|fix|scanners|tls";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment: "Two files that need each other are one idea, or share a third: move that to a file of its own.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "model-needs-nobody",
      comment: "The vocabulary is below everything. What needs a library or another room belongs into a room.",
      severity: "error",
      from: { path: "^src/model/" },
      to: { pathNot: "^src/model/" },
    },
    {
      name: "wasi-is-below-the-stages",
      comment: "It starts Go modules and knows nothing of what they do; what it should know is passed to it.",
      severity: "error",
      from: { path: "^src/wasi/" },
      to: { path: "^src/", pathNot: "^src/wasi/" },
    },
    {
      name: "stages-do-not-import-each-other",
      comment: "assess.ts and the command line wire the stages; pass what you need as a function or a value of model/.",
      severity: "error",
      from: { path: `^src/(${stages})/` },
      to: { path: `^src/(${stages})/`, pathNot: "^src/$1/" },
    },
    {
      name: "nobody-imports-a-front-door",
      comment: "The command line calls the rooms, never the other way round.",
      severity: "error",
      from: { pathNot: "^src/cli/" },
      to: { path: "^src/cli/" },
    },
    {
      name: "assessment-and-report-are-pure",
      comment:
        "They get values and return values: time, files and processes are for evidence/ and cli/. Templates are read in templates.ts.",
      severity: "error",
      from: { path: "^src/(assessment|report|analysis)/", pathNot: "^src/report/templates\\." },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
    },
    {
      name: "nobody-knows-opa-wasm",
      comment: "It is what bench/ compares with. Ask the evaluator of src/rego/ instead.",
      severity: "error",
      from: {},
      to: { path: "node_modules/@open-policy-agent/" },
    },
    {
      name: "only-fix-knows-yaml",
      comment:
        "It reads YAML for its ranges, and loads slowly. Values are for src/yaml/, which a scan has loaded anyway.",
      severity: "error",
      from: { pathNot: "^src/fix/" },
      to: { path: "node_modules/yaml/" },
    },
    {
      name: "only-evidence-of-clusters-knows-the-client",
      comment:
        "It is large, and loaded only when a cluster is asked: import src/evidence/cluster/index.ts where it is needed.",
      severity: "error",
      from: { pathNot: "^src/evidence/cluster/" },
      to: { path: "node_modules/@kubernetes/" },
    },
    {
      name: "only-wasi-knows-wasi",
      comment: "Start Go modules through src/wasi/go-module.ts.",
      severity: "error",
      from: { pathNot: "^src/wasi/" },
      to: { path: "^(node:)?wasi$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
