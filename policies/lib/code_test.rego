package touchstone.lib.code_test

import data.touchstone.lib.code

_weakness := {"class": "code", "severity": "high", "categories": ["owasp-2021/A03:2021", "owasp-2025/A05:2025"]}

_with(changes) := object.union(_weakness, changes)

test_high_and_critical_are_severe_in_their_category if {
	code.is_severe_in("A05:2025") with input as _weakness
	code.is_severe_in("A05:2025") with input as _with({"severity": "critical"})
	every severity in ["medium", "low", "info"] {
		not code.is_severe_in("A05:2025") with input as _with({"severity": severity})
	}
}

test_a_category_of_another_edition_is_another if {
	not code.is_severe_in("A03:2021") with input as _weakness
	not code.is_severe_in("A03:2025") with input as _weakness
}

test_what_is_in_no_category_of_2025_is_unclassified if {
	not code.is_unclassified with input as _weakness
	code.is_unclassified with input as _with({"categories": []})
	code.is_unclassified with input as _with({"categories": ["owasp-2021/A03:2021"]})
	not code.is_unclassified with input as _with({"categories": [], "severity": "medium"})
}

test_what_is_not_in_code_is_none_of_them if {
	every class in ["secret", "dependency", "image", "configuration", "licence"] {
		not code.is_severe_in("A05:2025") with input as _with({"class": class})
		not code.is_unclassified with input as _with({"class": class, "categories": []})
		not code.is_critical with input as _with({"class": class, "severity": "critical"})
		not code.is_medium with input as _with({"class": class, "severity": "medium"})
	}
}
