# METADATA
# title: Liveness must be more patient than readiness when both probes ask the same
# description: >-
#   A readiness probe takes a busy container out of its Services until it can serve again. A liveness probe that
#   asks the same question and gives up as early restarts the container in that very moment, and with it goes what
#   it had begun. Under load all replicas are restarted one after the other, which makes the load worse. With more
#   failures to wait for, or another question, a restart is what it should be: the last resort.
# related_resources:
#   - https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
# custom:
#   severity: low
#   kinds: [workload]
#   optional: true
#   cwe: []
#   remediation: >-
#     Raise failureThreshold or periodSeconds of the livenessProbe above those of the readinessProbe, or let it ask
#     for less, such as whether the process answers at all.
#   message: "{type} {container} is restarted as soon as it is not ready, because its liveness probe asks the same and gives up no later"
#   tags: []
#   aliases: []
package touchstone.probes["identical-probes"]

import data.touchstone.lib.containers
import data.touchstone.lib.pods
import data.touchstone.lib.probes

not_applicable contains pods.no_containers

not_applicable contains probes.runs_to_completion

not_applicable contains "its probes are not written as Kubernetes has them" if {
	some container in input.containers
	some name in ["livenessProbe", "readinessProbe"]
	probe := object.get(container, name, null)
	probe != null
	not probes.is_probe(probe)
}

fail contains {"path": array.concat(container.path, ["livenessProbe"]), "details": containers.details(container)} if {
	some container in input.containers
	probes.keeps_running(container)
	_asks_something(container)
	_question(container.livenessProbe) == _question(container.readinessProbe)
	not _is_more_patient(container.livenessProbe, container.readinessProbe)
}

_asks_something(container) if {
	probes.is_probe(object.get(container, "livenessProbe", null))
	probes.is_probe(object.get(container, "readinessProbe", null))
}

_question(probe) := [object.get(probe, action, null) | some action in ["exec", "grpc", "httpGet", "tcpSocket"]]

_is_more_patient(liveness, readiness) if _seconds(liveness) > _seconds(readiness)

# How long the probe fails until something is done, with Kubernetes' own defaults.
_seconds(probe) := object.get(probe, "periodSeconds", 10) * object.get(probe, "failureThreshold", 3)
