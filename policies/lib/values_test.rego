package touchstone.lib.values_test

import data.touchstone.lib.values

test_only_false_and_null_are_off if {
	values.is_off(false)
	values.is_off(null)
	every value in [true, "false", "true", "", 0, 1, [], {}] {
		not values.is_off(value)
	}
}

test_a_single_value_is_a_list_of_one if {
	values.entries(null) == []
	values.entries([]) == []
	values.entries(["CHOWN"]) == ["CHOWN"]
	values.entries("CHOWN") == ["CHOWN"]
	values.entries({"hostPort": 80}) == [{"hostPort": 80}]
	values.entries(false) == [false]
}

test_a_field_is_null_where_there_is_none if {
	values.field({"privileged": false}, "privileged") == false
	values.field({"privileged": null}, "privileged") == null
	every value in [{}, null, true, 1, "privileged", ["privileged"]] {
		values.field(value, "privileged") == null
	}
}

test_show_quotes_what_looks_like_another_type if {
	values.show("Unconfined") == "Unconfined"
	values.show("7.4.1") == "7.4.1"
	values.show("true") == "\"true\""
	values.show("8080") == "\"8080\""
	values.show("8.2") == "\"8.2\""
	values.show("") == "\"\""
}

test_show_keeps_numbers_and_booleans if {
	values.show(8080) == 8080
	values.show(0) == 0
	values.show(false) == false
}

test_show_names_what_a_message_cannot_hold if {
	values.show(null) == "not set"
	values.show(["ALL"]) == "a list"
	values.show({"type": "Unconfined"}) == "an object"
}

test_an_entry_without_a_name_is_called_by_its_place if {
	values.name({"name": "data"}, 2) == "data"
	every entry in [{}, {"name": ""}, {"name": null}, {"name": 5}, "data", null] {
		values.name(entry, 2) == "#2"
	}
}
