# METADATA
# description: What findings tell of a vulnerability in software of others.
package touchstone.lib.vulnerabilities

import data.touchstone.lib.scans

# METADATA
# description: The package, the advisory, how it is fixed, and who found it.
details := {
	"package": _package,
	"advisory": _advisory,
	"fix": _fix,
	"severity": input.severity,
	"scanners": scans.details.scanners,
}

_package := trim_right(sprintf("%s %s", [input["package"].name, input["package"].version]), " ") if is_object(input["package"])

else := "a package"

_advisory := input.advisories[0] if count(input.advisories) > 0

else := input.rule

default _fix := ""

_fix := sprintf(" and is fixed in %s", [input["package"].fixed]) if input["package"].fixed != ""
