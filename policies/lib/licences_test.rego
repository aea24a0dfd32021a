package touchstone.lib.licences_test

import data.touchstone.lib.licences

_denied := ["AGPL-3.0-only", "AGPL-3.0-or-later", "SSPL-1.0", "Business Source License 1.1"]

_is_denied(licence) if licences.is_denied(licence, _denied)

_refused := [
	"AGPL-3.0-only",
	"agpl-3.0-ONLY",
	"AGPL-3.0",
	"AGPL-3.0+",
	"AGPL-3.0-only WITH some-exception",
	"SSPL-1.0 AND MIT",
	"MIT AND SSPL-1.0",
	"MIT AND (Apache-2.0 AND (BSD-3-Clause AND SSPL-1.0))",
	"SSPL-1.0 OR AGPL-3.0-only",
	"(MIT OR Apache-2.0) AND SSPL-1.0",
	"MIT AND SSPL-1.0 OR AGPL-3.0-only",
	"(SSPL-1.0)",
	"Business Source License 1.1",
	"business source license 1.1",
]

test_what_is_denied if {
	every licence in _refused {
		_is_denied(licence)
	}
}

_fine := [
	"MIT",
	"",
	"MIT OR AGPL-3.0-only",
	"AGPL-3.0-only or MIT",
	"SSPL-1.0 OR MIT AND Apache-2.0",
	"SSPL-1.0 AND MIT OR Apache-2.0",
	"(SSPL-1.0 OR MIT) AND (AGPL-3.0-only OR Apache-2.0)",
	"((((SSPL-1.0 OR MIT))))",
	"GPL-2.0-only WITH Classpath-exception-2.0 OR AGPL-3.0-only",
	"LGPL-3.0",
	"AGPL-3.0-only-like",
	"MIT AND",
	"some words of a lawyer (with brackets",
]

test_what_is_not_denied if {
	every licence in _fine {
		not _is_denied(licence)
	}
}

_broken := [
	"SSPL-1.0 OR",
	"MIT OR (SSPL-1.0",
	"MIT SSPL-1.0",
	"MIT) OR (SSPL-1.0",
	"see SSPL-1.0 for terms",
	"((((((((MIT OR SSPL-1.0))))))))",
]

test_what_is_no_expression_is_denied_when_a_denied_id_is_in_it if {
	every licence in _broken {
		_is_denied(licence)
	}
}

test_letters_that_stand_for_verdicts_are_words_of_their_own if {
	not licences.is_denied("D", ["A"])
	licences.is_denied("A", ["A"])
	licences.is_denied("A AND D", ["D"])
	not licences.is_denied("A OR D", ["D"])
	licences.is_denied("a&b SSPL-1.0", _denied)
	licences.is_denied("MIT OR (", ["or", "("])
}

test_nothing_is_denied_when_nothing_is_on_the_list if {
	not licences.is_denied("SSPL-1.0", [])
}
