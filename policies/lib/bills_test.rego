package touchstone.lib.bills_test

import data.touchstone.lib.bills

_bill := {
	"format": "cyclonedx",
	"ageHours": 2,
	"counts": {"components": 3},
	"complete": null,
}

_component := {
	"name": "redis",
	"version": "5.0.1",
	"purl": "pkg:npm/redis@5.0.1",
	"type": "library",
	"licences": ["MIT"],
	"hashes": 1,
	"file": "agents.cdx.json",
}

_but(changes) := object.union(_bill, changes)

_unjudged(document, faulty) := reason if {
	reason := bills.unjudged(faulty) with input as document with data.touchstone.parameters as {"supply/stale-bill": {"hours": 720}}
}

_sound := [{}, {"ageHours": 720}, {"complete": true}, {"ageHours": 0}]

test_a_bill_that_counts_is_judged if {
	every changes in _sound {
		not _unjudged(_but(changes), false)
	}
}

_faulty := [
	[{"ageHours": null}, "it is too old, or nobody says when it was made"],
	[{"ageHours": 720.5}, "it is too old, or nobody says when it was made"],
	[{"counts": {"components": 0}}, "it lists no component"],
	[{"complete": false}, "it says itself that it is incomplete"],
]

test_a_bill_that_does_not_count_is_not_judged if {
	every example in _faulty {
		_unjudged(_but(example[0]), false) == example[1]
	}
}

test_all_faults_of_a_bill_are_told if {
	why := _unjudged(_but({"complete": false, "counts": {"components": 0}}), false)
	why == "it lists no component; it says itself that it is incomplete"
}

test_a_component_without_the_fault_is_no_pass if {
	_unjudged(_component, false) == "the component does not have this fault"
	not _unjudged(_component, true)
}

test_a_component_is_called_by_name_and_version if {
	bills.called == "redis 5.0.1" with input as _component
	bills.called == "redis" with input as object.union(_component, {"version": ""})
}

test_what_a_distribution_maintains if {
	not bills.is_distributed with input as _component
	bills.is_distributed with input as {"purl": "pkg:deb/debian/openssl@1.1.1w-0%2Bdeb11u1"}
	not bills.is_distributed with input as {"purl": "pkg:debian/openssl@1"}
}

test_a_package_that_is_called_a_file_is_a_package if {
	bills.is_only({"file"}) with input as {"type": "file", "purl": ""}
	not bills.is_only({"file"}) with input as {"type": "library", "purl": ""}
	not bills.is_only({"file"}) with input as {"type": "file", "purl": "pkg:npm/redis@5.0.1"}
}

_numbered := {
	"1.2.3": [1, 2, 3, 0],
	"v20.1": [20, 1, 0, 0],
	"go1.24.2": [1, 24, 2, 0],
	"1.1.1w-0": [1, 1, 1, 0],
	"4.2.0.1.9": [4, 2, 0, 1],
	"2:8.2": [2, 0, 0, 0],
	"": [0, 0, 0, 0],
	"nightly": [0, 0, 0, 0],
}

test_versions_are_numbers if {
	every text, expected in _numbered {
		bills.numbers(text) == expected
	}
}

test_versions_compare_by_number_and_not_as_text if {
	bills.numbers("2.9.0") < bills.numbers("2.17.1")
	not bills.numbers("3.10.0") < bills.numbers("3.9")
	not bills.numbers("3.10") < bills.numbers("3.10.0")
}
