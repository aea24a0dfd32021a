# METADATA
# description: >-
#   Reads what the rules of conftest and Gatekeeper policies answer. An answer that they would drop without a word is
#   text here instead of a set, which makes it an error of the check: it never counts as a pass.
package touchstone.lib.answers

# METADATA
# description: The failures in what a conftest rule holds, texts or objects with a msg; text when it cannot be read.
conftest(results) := {{"path": [], "details": _conftest_details(result)} | some result in results} if {
	_is_list(results)
	every result in results {
		_is_conftest(result)
	}
}

else := "the rule holds something other than text and objects with a text msg" if _is_list(results)

else := "the rule is neither a set nor a list of messages"

# METADATA
# description: The failures in what the violation rule of a template holds; text when it cannot be read.
gatekeeper(results) := {{"path": [], "details": _gatekeeper_details(result)} | some result in results} if {
	_is_list(results)
	every result in results {
		is_string(result.msg)
	}
}

else := "violation holds something other than objects with a text msg" if _is_list(results)

else := "violation is no set of objects"

_is_list(results) if is_set(results)

_is_list(results) if is_array(results)

_is_conftest(result) if is_string(result)

_is_conftest(result) if is_string(result.msg)

_conftest_details(result) := {"msg": result} if is_string(result)

_conftest_details(result) := result if is_object(result)

_gatekeeper_details(result) := object.union(result.details, {"msg": result.msg}) if is_object(result.details)

else := result
