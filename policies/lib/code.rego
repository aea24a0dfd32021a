# METADATA
# description: >-
#   Tells which weaknesses in code a check is about: by their severity, and by the categories of OWASP's Top 10 of 2025
#   that list their CWE numbers.
package touchstone.lib.code

import data.touchstone.lib.scans

# METADATA
# description: Whether the document is a weakness in code, of high or critical severity, in a category ("A01:2025").
default is_severe_in(_) := false

is_severe_in(category) if {
	_is_severe
	concat("/", ["owasp-2025", category]) in input.categories
}

# METADATA
# description: Whether it is one of high or critical severity that is in no category.
default is_unclassified := false

is_unclassified if {
	_is_severe
	not _is_classified
}

_is_classified if {
	some category in input.categories
	startswith(category, "owasp-2025/")
}

# METADATA
# description: Whether it is one of critical severity.
default is_critical := false

is_critical if {
	input.class == "code"
	input.severity == "critical"
}

# METADATA
# description: Whether it is one of medium severity.
default is_medium := false

is_medium if {
	input.class == "code"
	input.severity == "medium"
}

_is_severe if {
	input.class == "code"
	scans.at_least("high")
}
