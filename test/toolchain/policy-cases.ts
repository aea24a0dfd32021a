// Policies that two compilers have to read alike: odd ones that compile, and broken ones that do not.
import type { RegoSources } from "../../src/toolchain/rego-toolchain.ts";

/** By theme. Each compiles. */
export const odd: Readonly<Record<string, RegoSources>> = {
  "METADATA of every field": {
    "oven.rego": `# A licence stands here.

# METADATA
# title: Bread is fresh
# description: |
#   First line,
#   second line.
# related_resources:
#   - https://bakery.example/bread
#   - ref: https://bakery.example/oven
#     description: The oven
# authors:
#   - Jane <jane@bakery.example>
#   - name: John
# organizations: [Bakery]
# custom:
#   severity: high
#   numbers: [1, 2.5, 1e3, 12345678901234567890]
#   nested: {a: {b: null}, "yes": no}
package bakery.oven

fail contains "cold" if input.cold
`,
  },
  "no METADATA, comments above": { "plain.rego": "# one\n\n\t# two\npackage plain\n\nx := 1\n" },
  "METADATA of rules only": {
    "rules.rego": `package rules
# METADATA
# title: A rule
x := 1

# METADATA
# entrypoint: true
# title: A document
y contains 1 if input.y
`,
  },
  "METADATA of the packages below, before and after the package's own": {
    "a.rego": `# METADATA
# scope: subpackages
# title: All of them
# METADATA
# title: This one
package below.a

x := 1
`,
    "b.rego": `# METADATA
# title: This one
# METADATA
# title: All of them
# scope: subpackages

package below.b

x := 1
`,
    "c.rego": `# METADATA
# title: All of them
# scope: subpackages
package below.c

x := 1
`,
  },
  "METADATA that an empty line parts from its package": {
    "apart.rego": "# METADATA\n# title: Apart\n\n# a remark\n\npackage apart\n\nx := 1\n",
  },
  "a package of several files": {
    "first.rego": "# METADATA\n# title: Shared\npackage shared\n\nfirst := 1\n",
    "second.rego": "package shared\n\nsecond := first + 1\n",
  },
  "package names of every kind": {
    "quoted.rego": 'package touchstone["kebab-case"]["with space"]["ünïcode"]\n\nx := 1\n',
    "keyword.rego": "package import.some.if\n\nx := 1\n",
    "one.rego": "package one\n",
  },
  "rules of every kind": {
    "rules.rego": `package rules

import data.other as renamed
import input.crumbs

default allow := false
allow if input.x
else := "maybe" if input.y

f(x) := x + 1
deep.er.path contains 1 if crumbs
deep.other[key] := value if some key, value in input.map
deny contains msg if msg := renamed.message
zero := 0
not_applicable contains "there is nothing" if not input.x
text := \`a
# METADATA
# title: no comment
package fake\`
`,
    "other.rego": 'package other\n\nmessage := "other"\n',
  },
  "line ends of Windows": { "crlf.rego": "# METADATA\r\n# title: Windows\r\npackage windows\r\n\r\nx := 1\r\n" },
  "a byte order mark": {
    "plain.rego": "\u{feff}package marked.plain\n\nx := 1\n",
    "told.rego": "\u{feff}# METADATA\n# title: Marked\npackage marked.told\n\nx := 1\n",
  },
  "an argument of print that is nowhere declared": { "print.rego": "package loud\n\nx if {\n\tprint(nowhere)\n\tinput.x\n}\n" },
  "a schema that would make a type error": {
    "schema.rego":
      "package schema\n\n# METADATA\n# schemas:\n#   - input: {type: object, properties: {a: {type: string}}, additionalProperties: false}\nx if input.z\n",
  },
  "file names of every kind": {
    "../outside/a.rego": "package names.a\n\nx := 1\n",
    "C:\\bakery\\b.rego": "package names.b\n\nx := 1\n",
    "-o=evil.rego": "package names.c\n\nx := 1\n",
    "$& 'x' \"y\" \u{1f950}/d_test.rego": "package names.d\n\nx := 1\n",
    "no extension": "package names.e\n\nx := 1\n",
  },
};

/** By theme. None of them compiles. */
export const broken: Readonly<Record<string, RegoSources>> = {
  "a rule that does not end": { "p.rego": "package p\n\nx := 1 if {\n" },
  "several mistakes of syntax in several files": {
    "a/p.rego": "package p\n\nallow { true }\ndeny { true }\n",
    "b/q.rego": "package q\n\nx := [1, 2\n\ny := 2\n",
    "sound.rego": "package sound\n\nx := 1\n",
  },
  "no package": { "p.rego": "x := 1\n" },
  "an empty file": { "p.rego": "" },
  "a file of comments": { "p.rego": "# nothing\n" },
  "a word that is no Rego": { "p.rego": "package p\n\nx := 1 §\n" },
  "an unsafe variable": { "p.rego": 'package p\n\nx contains flour if true\n\ny if not z == "a"\n' },
  "an undefined function": { "p.rego": 'package p\n\nx if strings.shout("a")\n' },
  "an undefined function of another package": { "p.rego": "package p\n\nx if data.q.f(1)\n", "q.rego": "package q\n\ng := 1\n" },
  "a wrong type": { "p.rego": 'package p\n\nx := 1 + "a"\n' },
  "a wrong number of arguments": { "p.rego": 'package p\n\nx if startswith("a")\n' },
  "a rule that needs itself": { "p.rego": "package p\n\nx if y\n\ny if x\n" },
  "two defaults, in two files": {
    "dough/a.rego": "package p\n\ndefault x := 1\n",
    "dough/b.rego": "package p\n\ndefault x := 2\n",
  },
  "a rule that is also a package": { "a.rego": "package p\n\nq := 1\n", "b.rego": "package p.q\n\nr := 1\n" },
  "rules of two kinds with one name": { "p.rego": "package p\n\nx := 1\n\nx contains 2\n" },
  "METADATA that is no YAML": { "p.rego": "# METADATA\n# title: [\npackage p\n\nx := 1\n" },
  "METADATA with an unknown scope": { "p.rego": "# METADATA\n# scope: world\npackage p\n\nx := 1\n" },
  "METADATA with the scope of something else": { "p.rego": "# METADATA\n# scope: rule\npackage p\n\nx := 1\n" },
  "METADATA of one package in two files": {
    "oven $1/a.rego": "# METADATA\n# title: A\npackage p\n\nx := 1\n",
    "oven $1/b.rego": "# METADATA\n# title: B\npackage p\n\ny := 1\n",
  },
  "a variable that is declared twice": { "p.rego": "package p\n\nx if {\n\ty := 1\n\ty := 2\n}\n" },
  "an import that shadows another": { "p.rego": "package p\n\nimport data.a\nimport data.b.a\n\nx := a\n" },
  "more mistakes than are told": {
    "p.rego": `package p\n\n${Array.from({ length: 25 }, (_, index) => `r${index} contains v${index} if true\n`).join("")}`,
  },
};
