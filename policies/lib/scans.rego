# METADATA
# description: >-
#   Reads documents of scanners: whether a run counts, and which weaknesses are of a check's kind. A run that does not
#   count proves nothing clean; what it found fails all the same.
package touchstone.lib.scans

_parameters := data.touchstone.parameters

# METADATA
# description: Why what the run did not find proves nothing; empty for a run that counts, and for what is no run.
faults contains "it has no list of results, so nothing was looked for" if input.executed == false

faults contains "it says that it failed" if input.successful == false

faults contains sprintf("it met an error: %s", [input.errors[0]]) if count(input.errors) > 0

faults contains "its scanner is not among those that count" if {
	is_run
	not is_known
}

faults contains "its scanner is too old" if is_outdated

faults contains "it is too old, or nobody says when it was" if is_stale

faults contains "nothing shows that it ran: no invocation, no rules, no record" if is_unproven

# METADATA
# description: Whether the document is that of a run.
is_run if input.executed

is_run if input.executed == false

# METADATA
# description: Whether the scanner is among those that count.
is_known if input.tool.name in _parameters["scan/unknown-tool"].tools

# METADATA
# description: Whether the scanner's version is below the lowest that counts, or is not said.
is_outdated if {
	is_run
	floor := _parameters["scan/outdated-tool"].versions[input.tool.name]
	_numbers(input.tool.version) < _numbers(floor)
}

# METADATA
# description: Whether the run was too long ago, or nobody says when.
is_stale if {
	is_run
	input.ageHours == null
}

is_stale if input.ageHours > _parameters["scan/stale-run"].hours

# METADATA
# description: Whether nothing but an empty list says that the run took place.
is_unproven if {
	is_run
	input.results.total == 0
	input.successful == null
	input.rules == 0
	not input.recorded
}

# METADATA
# description: >-
#   Why a check of weaknesses has nothing to say of a document: a run that does not count or looks for something else,
#   or a weakness that is not one of these. `classes` are those of the check, `matching` whether the weakness is one.
unjudged(classes, matching) := reason if {
	is_run
	_looks_for_none(classes)
	reason := "the scanner looks for something else"
} else := reason if {
	count(faults) > 0
	reason := concat("; ", sort(faults))
} else := "it is another kind of weakness, or of another severity" if {
	not is_run
	not matching
}

_looks_for_none(classes) if count([class | some class in input.classes; class in classes]) == 0

# METADATA
# description: Whether the weakness is at least so severe ("critical", "high", "medium", "low").
at_least(severity) if _rank[input.severity] >= _rank[severity]

_rank := {"critical": 4, "high": 3, "medium": 2, "low": 1, "info": 0}

# METADATA
# description: What findings of a weakness tell of it.
details := {
	"what": what,
	"severity": input.severity,
	"scanners": concat(", ", sort({witness.tool | some witness in input.witnesses})),
}

what := input.message if input.message != ""

else := input.title

# Three numbers, which compare as lists do. A version that is not said is before every other.
_numbers(version) := array.slice(array.concat(found, [0, 0, 0]), 0, 3) if {
	found := [to_number(part) | some part in regex.find_n(`\d+`, version, 3)]
}
