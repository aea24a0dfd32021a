package main

required_labels = {
	"app.kubernetes.io/name",
	"app.kubernetes.io/part-of",
}

violation[{"msg": msg, "missing": missing, "details": {"kind": input.kind}}] {
	provided := {label | input.metadata.labels[label]}
	missing := [label | label := required_labels[_]; not provided[label]]
	count(missing) > 0
	msg := sprintf("%s/%s lacks %d labels: %s", [input.kind, input.metadata.name, count(missing), concat(", ", sort(missing))])
}

warn_team[{"msg": "the label team is empty"}] {
	input.metadata.labels.team == ""
}

exception[rules] {
	input.metadata.name == "nats"
	rules = [""]
}
