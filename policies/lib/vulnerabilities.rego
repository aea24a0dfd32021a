# METADATA
# description: What findings tell of a vulnerability in software of others.
package touchstone.lib.vulnerabilities

import data.touchstone.lib.scans

# METADATA
# description: What has vulnerabilities of this kind; the classes of weaknesses that are one.
classes := ["dependency", "image"]

# METADATA
# description: Whether the document is a vulnerability of this severity, no more and no less.
is_exactly(severity) if {
	scans.is_of(classes)
	input.severity == severity
}

# METADATA
# description: The package, the advisory, how it is fixed, and who found it.
details := {
	"package": _package,
	"advisory": _advisory,
	"fix": _fix,
	"severity": input.severity,
	"scanners": scans.scanners,
}

_package := trim_right(concat(" ", [software.name, software.version]), " ") if {
	software := input["package"]
	is_object(software)
}

else := "a package"

_advisory := input.advisories[0] if count(input.advisories) > 0

else := input.rule

_fix := concat("", [" and is fixed in ", fixed]) if fixed != ""

else := ""

# METADATA
# description: The version in which it is fixed; empty when nobody knows one.
fixed := input["package"].fixed if is_object(input["package"])

else := ""
