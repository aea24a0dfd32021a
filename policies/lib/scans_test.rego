package touchstone.lib.scans_test

import data.touchstone.lib.scans

_run := {
	"tool": {"name": "semgrep", "label": "Semgrep OSS", "version": "1.99.0"},
	"classes": ["code"],
	"executed": true,
	"successful": true,
	"exitCode": null,
	"errors": [],
	"rules": 2,
	"recorded": false,
	"ageHours": 2,
	"databaseAgeHours": null,
	"commit": "",
	"targets": [],
	"results": {"total": 0},
}

_weakness := {
	"class": "code",
	"severity": "high",
	"rule": "B602",
	"title": "subprocess_popen_with_shell_equals_true",
	"message": "subprocess call with shell=True",
	"file": "agents/run.py",
	"line": 17,
	"witnesses": [{"tool": "semgrep"}, {"tool": "bandit"}, {"tool": "bandit"}],
}

_but(changes) := object.union(_run, changes)

_settings := {
	"scan/unknown-tool": {"tools": ["semgrep", "grype"]},
	"scan/outdated-tool": {"versions": {"bandit": "1.7.0", "gitleaks": "8.0.0", "semgrep": "1.0.0", "trivy": "0.50.0"}},
	"scan/stale-run": {"hours": 168},
	"scan/old-database": {"hours": 72},
}

_faults_of(run) := faults if {
	faults := scans.faults_of(run) with data.touchstone.parameters as _settings
}

_unjudged(document, classes, matching) := reason if {
	reason := scans.unjudged(classes, matching) with input as document with data.touchstone.parameters as _settings
}

_numbered := {
	"1.2.3": [1, 2, 3],
	"v8.0.0": [8, 0, 0],
	"0.58": [0, 58, 0],
	"7": [7, 0, 0],
	"1.99.0-rc.1": [1, 99, 0],
	"2.20.0.4": [2, 20, 0],
	"": [0, 0, 0],
	"dev-2025": [0, 0, 0],
	"Version 3": [0, 0, 0],
}

test_versions_are_numbers if {
	every text, expected in _numbered {
		scans.numbers(text) == expected
	}
}

test_versions_compare_by_number_and_not_as_text if {
	_outdated("trivy", "0.49.9")
	not _outdated("trivy", "0.50.0")
	not _outdated("trivy", "0.100.0")
	not _outdated("gitleaks", "v8.0.0")
	_outdated("bandit", "")
	_outdated("semgrep", "nightly")
	not _outdated("codeql", "")
}

_outdated(name, version) if {
	scans.is_outdated({"tool": {"name": name, "version": version}}) with data.touchstone.parameters as _settings
}

test_a_run_that_counts_has_no_faults if {
	_faults_of(_run) == set()
}

_faulty := [
	[{"executed": false}, "it has no list of results, so nothing was looked for"],
	[{"successful": false}, "it says that it failed"],
	[{"errors": ["out of memory", "and more"]}, "it met an error: out of memory"],
	[{"exitCode": 2}, "it ended with an error, by its exit code"],
	[{"exitCode": 137, "results": {"total": 3}}, "it ended with an error, by its exit code"],
	[{"tool": {"name": "house-scanner", "version": "1"}}, "its scanner is not among those that count"],
	[{"tool": {"name": "semgrep", "version": "0.9.0"}}, "its scanner is too old"],
	[{"ageHours": null}, "it is too old, or nobody says when it was"],
	[{"ageHours": 169}, "it is too old, or nobody says when it was"],
	[{"databaseAgeHours": 73}, "its database is too old"],
	[{"successful": null, "rules": 0}, "nothing shows that it ran: no invocation, no rules, no record"],
]

test_each_fault_is_told if {
	every example in _faulty {
		_faults_of(_but(example[0])) == {example[1]}
	}
}

test_all_faults_are_told if {
	count(_faults_of(_but({"successful": false, "ageHours": null, "exitCode": 2}))) == 3
}

_sound := [
	{"exitCode": 0},
	{"exitCode": 1, "results": {"total": 3}},
	{"ageHours": 168},
	{"databaseAgeHours": 72},
	{"successful": null},
	{"successful": null, "rules": 0, "recorded": true},
	{"successful": null, "rules": 0, "results": {"total": 1}},
]

test_what_is_no_fault if {
	every changes in _sound {
		_faults_of(_but(changes)) == set()
	}
}

test_every_error_is_an_error_of_the_run if {
	scans.errors_of(_but({"errors": ["one", "two"]})) == {"it met an error: one", "it met an error: two"}
}

test_a_weakness_is_no_run_and_has_no_faults if {
	scans.faults == set() with input as _weakness
	not scans.is_run with input as _weakness
	not scans.uncounted with input as _weakness
}

test_a_run_that_counts_is_judged_by_checks_of_its_classes_alone if {
	not _unjudged(_run, ["code"], false)
	_unjudged(_run, ["secret"], false) == "the scanner looks for something else"
}

test_a_run_that_does_not_count_is_not_judged if {
	_unjudged(_but({"successful": false}), ["code"], false) == "it says that it failed"
	why := _unjudged(_but({"successful": false, "ageHours": null}), ["code"], false)
	why == "it is too old, or nobody says when it was; it says that it failed"
}

test_a_weakness_is_judged_when_it_is_meant if {
	not _unjudged(_weakness, ["code"], true)
	_unjudged(_weakness, ["code"], false) == "it is another kind of weakness, or another severity"
}

test_severities_have_an_order if {
	meant := {severity | some severity in ["critical", "high", "medium", "low"]; _is_at_least(severity)}
	meant == {"high", "medium", "low"}
}

_is_at_least(severity) if scans.at_least(severity) with input as _weakness

test_information_is_below_every_severity if {
	not scans.at_least("low") with input as {"severity": "info"}
}

test_a_finding_tells_who_found_it_each_once if {
	scans.scanners == "bandit, semgrep" with input as _weakness
}

_told := [
	[{}, "subprocess call with shell=True"],
	[{"message": ""}, "subprocess_popen_with_shell_equals_true"],
	[{"message": "Artifact: a\nMessage: b"}, "subprocess_popen_with_shell_equals_true"],
	[{"message": "two\nlines", "title": "B602"}, "two lines"],
	[{"message": "", "title": "B602"}, "B602"],
]

test_what_is_told_is_one_line if {
	every example in _told {
		_told_of(object.union(_weakness, example[0])) == example[1]
	}
}

_told_of(weakness) := text if text := scans.what with input as weakness

test_a_place_is_told_as_far_as_it_is_known if {
	scans.place == "agents/run.py:17" with input as _weakness
	scans.place == "agents/run.py" with input as object.union(_weakness, {"line": 0})
	scans.place == "a place that is not said" with input as object.union(_weakness, {"file": "", "line": 0})
}
