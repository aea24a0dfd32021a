package touchstone.image["mutable-tag_test"]

import data.touchstone.image["mutable-tag"] as check

_pod(image) := {
	"pod": {"spec": {}, "path": ["spec"]},
	"containers": [{"name": "agent", "type": "container", "path": ["spec", "containers", 0], "image": image}],
}

_words(image, tags) := [failure.details.tag | some failure in found] if {
	found := check.fail with input as _pod(image) with data.touchstone.parameters["image/mutable-tag"].tags as tags
}

test_a_tag_of_the_parameter_is_found if {
	_words("registry.example.com/agent:edge", ["latest", "edge"]) == ["the tag edge"]
	_words("registry.example.com/agent:latest", ["latest", "edge"]) == ["the tag latest, or none"]
	_words("registry.example.com/agent:edge", ["latest"]) == []
}

test_latest_may_be_left_out_and_no_tag_may_not if {
	_words("registry.example.com/agent:latest", []) == []
	_words("registry.example.com/agent", []) == ["the tag latest, or none"]
}
