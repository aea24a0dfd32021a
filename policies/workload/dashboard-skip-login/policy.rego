# METADATA
# title: The Kubernetes dashboard must ask for a login
# description: >-
#   With --enable-skip-login the dashboard lets everybody in who reaches it, with the rights of its own service
#   account, and clusters have been taken over that way. With --enable-insecure-login it takes tokens over plain HTTP,
#   where they can be read on their way. Other dashboards are not judged.
# related_resources:
#   - https://kubernetes.io/docs/tasks/access-application-cluster/web-ui-dashboard/
# custom:
#   severity: high
#   kinds: [workload]
#   cwe: [306, 319]
#   remediation: >-
#     Remove the flag, let the dashboard serve HTTPS or be reached by kubectl port-forward alone, and give its service
#     account no rights.
#   message: "{list} of {where} has {flag}"
#   tags: []
#   aliases: []
#   optional: true
package touchstone.workload["dashboard-skip-login"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.values

not_applicable contains pods.no_containers

_flags := ["--enable-skip-login", "--enable-insecure-login"]

not_applicable contains "no container is the Kubernetes dashboard" if count(_dashboards) == 0

_dashboards := [index |
	some index, container in input.containers
	_is_dashboard(container.image)
]

_is_dashboard(image) if contains(image, "kubernetesui/dashboard")

_is_dashboard(image) if contains(image, "kubernetes-dashboard")

fail contains {
	"path": array.concat(container.path, [list, index]),
	"details": {"where": containers.where(container), "list": list, "flag": flag},
} if {
	some number in _dashboards
	container := input.containers[number]
	some list in ["command", "args"]
	some index, text in values.entries(object.get(container, list, null))
	some flag in _flags
	_switches_on(text, flag)
}

_switches_on(text, text)

_switches_on(text, flag) if {
	startswith(text, concat("", [flag, "="]))
	not lower(split(text, "=")[1]) in ["false", "f", "0"]
}
