// What `--help` of the policy commands says below their options: how they end, and examples.

const texts: Readonly<Record<string, readonly [ends: string, ...examples: string[]]>> = {
  new: [
    "Nothing that exists is overwritten. Ends with 0, or with 3.",
    "touchstone policy new workload/named-owner",
    "touchstone policy new ingress/tls --kind object --severity high --folder checks",
  ],
  check: [
    "Ends with 0 when there is no problem, 1 when there is one, 3 when a path cannot be read.",
    "touchstone policy check policies/",
    "touchstone policy check policies/ingress/tls/policy.rego --strict",
    "touchstone policy check policies/ --format json",
  ],
  fmt: [
    "Ends with 0; with 1 when a file is no Rego, and with --check when one differs; with 3 when one cannot be read or written.",
    "touchstone policy fmt policies/ --check",
    "touchstone policy fmt policies/ --diff",
    "touchstone policy fmt policies/ --write",
    "touchstone policy fmt - < policy.rego",
  ],
  test: [
    "Ends with 0 when all tests passed; with 1 when one failed, erred or was skipped, when none was run, when too little is\ncovered, or when a policy does not compile; with 3 when a path cannot be read.",
    "touchstone policy test policies/",
    "touchstone policy test policies/ --run 'tls_test' --verbose",
    "touchstone policy test policies/ --threshold 90",
    "touchstone policy test policies/ --watch",
  ],
  build: [
    "For the target wasm, the entrypoints are by default the rules `fail` and `not_applicable` of every check.\nEnds with 0, with 1 when a policy does not compile, or with 3.",
    "touchstone policy build policies/ -o bundle.tar.gz --revision 1.4.0",
    "touchstone policy build policies/ -o bundle.tar.gz --target wasm -e house/allow",
    "touchstone policy build policies/ -o bundle.tar.gz --signing-key private.pem",
  ],
  inspect: [
    "Ends with 0, with 1 when a policy does not compile, or with 3.",
    "touchstone policy inspect policies/ --annotations",
    "touchstone policy inspect bundle.tar.gz --format json",
  ],
  bench: [
    "It measures, and promises nothing: the figures are those of this machine at this moment. Ends with 0, 1 or 3.",
    "touchstone policy bench policies/ --on k8s/",
    "touchstone policy bench policies/ --on charts/agents --checks 'ingress/*' --iterations 1000",
  ],
  repl: [
    ":help lists the commands of a session. Ends with 0, with 1 when the policies to begin with do not compile, or with 3.",
    "touchstone policy repl policies/",
    "echo 'count(data.house.names)' | touchstone policy repl policies/",
  ],
};

/** The text for a command, from the line after its options. */
export function examples(command: string): string {
  const [ends = "", ...lines] = texts[command] ?? [];
  return `${ends}\n\nExamples:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}
