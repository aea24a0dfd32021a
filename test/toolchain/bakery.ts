// Policies, tests and data of a small theme, for what `opa` and the embedded toolchain must both make of them.

/** Files by their names below a folder. */
export const bakery: Readonly<Record<string, string>> = {
  "ovens/policy.rego": `# METADATA
# title: Ovens
package bakery.ovens

import data.bakery.limits

default hot := false

hot if input.degrees > limits.degrees

hot if {
	some oven in input.ovens
	oven.degrees > limits.degrees
}

# METADATA
# title: Which loaves burn
burning contains loaf.name if {
	some loaf in input.loaves
	loaf.minutes > limits.minutes[loaf.grain]
	print("burning", loaf.name)
}

never(x) := y if {
	x > 1
	y := x * 2
} else := 0

unreached if {
	hot
	count(burning) > 100
}
`,
  "ovens/policy_test.rego": `package bakery.ovens_test

import data.bakery.ovens

test_hot if ovens.hot with input as {"degrees": 300}

test_cold if not ovens.hot with input as {"degrees": 20}

test_burning if {
	ovens.burning == {"rye"} with input as {"loaves": [{"name": "rye", "grain": "rye", "minutes": 90}]}
}

test_never if ovens.never(1) == 0

test_each[grain] if {
	some grain in ["rye", "oat"]
	data.bakery.limits.minutes[grain] > 0
}
`,
  "limits/data.yaml": "minutes:\n  rye: 60\n  oat: 40\n",
  "limits/degrees.json": '{"degrees": 250}',
};

/** Tests that end in every way but well. */
export const failing: Readonly<Record<string, string>> = {
  "bad_test.rego": `package bad_test

import data.bakery.limits

test_fails if {
	print("the limit is", limits.degrees)
	limits.degrees == 1
}

test_passes if {
	print("nobody hears this")
}

test_throws if {
	x := {1: 2, 2: 3}
	y := {key: value | some value in x; key := "same"}
	y.same == 2
}

test_cases[note] if {
	some note, case in {"one": 1, "two": 2}
	case == 1
}

todo_test_later if false
`,
};

export function modulesOf(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).filter(([file]) => file.endsWith(".rego")));
}

/** All files below a folder `bakery`, as a user has them. */
export function inFolder(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [`policies/bakery/${file}`, text]));
}
