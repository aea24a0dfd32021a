# METADATA
# description: >-
#   Reads documents of scanners: whether a run counts, and which weaknesses are of a check's kind. A run that does not
#   count proves nothing clean; what it found fails all the same.
package touchstone.lib.scans

_parameters := data.touchstone.parameters

# METADATA
# description: Whether the document is that of a run.
is_run if is_boolean(input.executed)

# METADATA
# description: >-
#   Why what the run did not find proves nothing, as a set of sentences; empty for a run that counts, and for what is no
#   run.
faults := faults_of(input)

# METADATA
# description: The same of any document of a run, such as one of those of all scanners together.
faults_of(run) := (failures_of(run) | first) | doubts if {
	first := {_error(error) | some error in array.slice(run.errors, 0, 1)}
	doubts := {why | some fault, why in _doubts; _has(fault, run)}
}

# METADATA
# description: Why a run is a failed one, by what it says of itself in a word or by how it ended.
failures_of(run) := {why | some fault, why in _failures; _has(fault, run)}

# METADATA
# description: Each error that a run met.
errors_of(run) := {_error(error) | some error in run.errors}

_error(error) := concat("", ["it met an error: ", error])

_failures := {
	"unexecuted": "it has no list of results, so nothing was looked for",
	"unsuccessful": "it says that it failed",
	"ended": "it ended with an error, by its exit code",
}

_doubts := {
	"unknown": "its scanner is not among those that count",
	"outdated": "its scanner is too old",
	"stale": "it is too old, or nobody says when it was",
	"old-database": "its database is too old",
	"unproven": "nothing shows that it ran: no invocation, no rules, no record",
}

_has("unexecuted", run) if run.executed == false

_has("unsuccessful", run) if run.successful == false

_has("ended", run) if ended_wrongly(run)

_has("unknown", run) if {
	is_boolean(run.executed)
	not is_known(run)
}

_has("outdated", run) if is_outdated(run)

_has("stale", run) if is_stale(run)

_has("old-database", run) if has_old_database(run)

_has("unproven", run) if is_unproven(run)

# METADATA
# description: >-
#   Whether the exit code is none of a scanner that did its work. Other codes than 0 say of most scanners that they found
#   something, which a run without results did not; and above 126 a program was not there, or was killed.
ended_wrongly(run) if {
	is_number(run.exitCode)
	run.exitCode != 0
	run.results.total == 0
}

ended_wrongly(run) if run.exitCode > 126

# METADATA
# description: Whether the scanner of the run is among those that count.
is_known(run) if run.tool.name in _parameters["scan/unknown-tool"].tools

# METADATA
# description: Whether the scanner's version is below the lowest that counts, or is not said.
is_outdated(run) if {
	floor := _parameters["scan/outdated-tool"].versions[run.tool.name]
	numbers(run.tool.version) < numbers(floor)
}

# METADATA
# description: Whether the run was too long ago, or nobody says when.
is_stale(run) if run.ageHours == null

is_stale(run) if run.ageHours > _parameters["scan/stale-run"].hours

# METADATA
# description: Whether the scanner knew only what had been found too long ago; nobody need say how old its database was.
has_old_database(run) if {
	run.databaseAgeHours != null
	run.databaseAgeHours > _parameters["scan/old-database"].hours
}

# METADATA
# description: Whether nothing but an empty list says that the run took place.
is_unproven(run) if {
	run.results.total == 0
	run.successful == null
	run.rules == 0
	not run.recorded
}

# METADATA
# description: >-
#   The first three numbers of a version, which compare as lists do. What does not begin with a number is before every
#   version.
numbers(version) := [_number(part) | some part in array.slice(found, 1, 4)] if {
	[found] := regex.find_all_string_submatch_n(`^v?([0-9]{1,9})(?:\.([0-9]{1,9}))?(?:\.([0-9]{1,9}))?`, version, 1)
}

else := [0, 0, 0]

_number("") := 0

_number(text) := to_number(text) if text != ""

# METADATA
# description: >-
#   Why a check of weaknesses has nothing to say of a document: a run that does not count or looks for something else,
#   or a weakness that is not one of these. `classes` are those of the check, `matching` whether the weakness is one.
unjudged(classes, matching) := reason if {
	is_run
	_looks_for_none(classes)
	reason := "the scanner looks for something else"
} else := uncounted if {
	is_run
} else := "it is another kind of weakness, or another severity" if {
	not is_run
	not matching
}

# METADATA
# description: Why a run that does not count says nothing of what it did not find; undefined for one that counts.
uncounted := concat("; ", sort(faults)) if count(faults) > 0

_looks_for_none(classes) if count([class | some class in input.classes; class in classes]) == 0

# METADATA
# description: Whether the document is a weakness of one of these classes.
is_of(classes) if input.class in classes

# METADATA
# description: Whether the weakness is at least so severe ("critical", "high", "medium", "low").
at_least(severity) if _rank[input.severity] >= _rank[severity]

_rank := {"critical": 4, "high": 3, "medium": 2, "low": 1, "info": 0}

# METADATA
# description: What findings of a weakness tell of it.
details := {
	"what": what,
	"severity": input.severity,
	"scanners": scanners,
}

# METADATA
# description: >-
#   What the scanner says of the weakness, in one line; of a secret, and where it takes several lines, what its rule is
#   called.
what := input.message if {
	input.message != ""
	not contains(input.message, "\n")
}

else := input.title if input.title != input.rule

else := concat(" ", split(input.message, "\n")) if input.message != ""

else := input.rule

# METADATA
# description: Names of the scanners that found it.
scanners := concat(", ", sort({witness.tool | some witness in input.witnesses}))

# METADATA
# description: The file and line of a weakness, as far as they are known.
place := "a place that is not said" if input.file == ""

else := input.file if input.line == 0

else := concat("", [input.file, ":", format_int(input.line, 10)])
