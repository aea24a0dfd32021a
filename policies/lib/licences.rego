# METADATA
# description: Reads licences as bills of materials have them, which are SPDX ids, SPDX expressions and names.
package touchstone.lib.licences

# METADATA
# description: >-
#   Whether a licence is among those that are denied. Of an SPDX expression, whether every way to comply with it has a
#   denied id: one alternative of `OR` that is allowed is enough, while all parts of an `AND` hold together. An exception
#   that is added with `WITH` changes nothing. A text that is neither is denied when a denied id stands in it.
is_denied(licence, denied) if lower(licence) in {lower(one) | some one in denied}

is_denied(licence, denied) if {
	ids := {_id(one) | some one in denied}
	words := _words(licence)
	some word in words
	_id(word) in ids
	not _is_allowed(words, ids)
}

_words(licence) := [found[0] | some found in regex.find_all_string_submatch_n(`[()]|[^\s()]+`, licence, -1)]

# Capital and small letters are the same; `+`, and GNU's names without an ending, are old ways to write others.
_id(word) := concat("", [trim_suffix(lower(word), "+"), "-or-later"]) if endswith(word, "+")

else := concat("", [lower(word), "-only"]) if regex.match("^(?:a|l)?(?:gpl|gfdl)-[0-9.]+$", lower(word))

else := lower(word)

# Brackets are taken away from the inside out, as many as lie in each other in practice. What is left then, or is no
# expression, is not allowed.
_is_allowed(words, ids) if {
	bracketed := concat("", ["(", _symbols(words, ids), ")"])
	_reduced(_reduced(_reduced(_reduced(_reduced(_reduced(bracketed)))))) == "A"
}

# The expression as a text of A (allowed), D (denied), &, | and brackets.
_symbols(words, ids) := concat("", [symbol |
	some index, word in words
	not index in _exceptions(words)
	symbol := _symbol(word, ids)
])

# The places of WITH, and of what comes after it.
_exceptions(words) := {place |
	some index, word in words
	lower(word) == "with"
	some place in [index, index + 1]
}

_symbol(word, _) := _signs[lower(word)]

_symbol(word, ids) := "D" if {
	not lower(word) in object.keys(_signs)
	_id(word) in ids
}

_symbol(word, ids) := "A" if {
	not lower(word) in object.keys(_signs)
	not _id(word) in ids
}

_signs := {
	"(": "(",
	")": ")",
	"or": "|",
	"and": "&",
}

# With each innermost pair of brackets replaced by what is in it.
_reduced(text) := strings.replace_n(values, text) if {
	groups := {found[0] | some found in regex.find_all_string_submatch_n(`\([AD](?:[&|][AD])*\)`, text, -1)}
	values := {group: value | some group in groups; value := _value(group)}
}

# AND binds more than OR: some alternative has no D.
_value(group) := "A" if regex.match(`[(|]A(?:&A)*[|)]`, group)

else := "D"
