# METADATA
# title: ServiceMonitors and PodMonitors must select something
# description: >-
#   A monitor whose selector fits nothing collects nothing, and no alert that rests on its metrics will ever
#   fire. Nothing shows that: the target is simply not in the list. Nothing is judged where the evidence has no
#   Services, or no pods.
# related_resources:
#   - https://prometheus-operator.dev/docs/developer/getting-started/
# custom:
#   severity: medium
#   kinds: [relation]
#   resources: [PodMonitor, ServiceMonitor]
#   optional: true
#   cwe: []
#   remediation: >-
#     Make the selector and the namespaceSelector fit the Services, or the pods, that are to be watched.
#   message: "it selects no {of}"
#   tags: []
#   aliases:
#     - kube-linter:dangling-servicemonitor
package touchstone.reference["monitor-selects-nothing"]

not_applicable contains "it is no monitor" if not _is_monitor

not_applicable contains "the evidence does not tell what it could select" if {
	some selection in input.selections
	not selection.known
	selection.count == 0
}

_is_monitor if {
	input.kind in {"ServiceMonitor", "PodMonitor"}
	count(input.selections) > 0
}

fail contains {"path": selection.path, "details": {"of": selection.of}} if {
	some selection in input.selections
	selection.count == 0
}
