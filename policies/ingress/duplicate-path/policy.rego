# METADATA
# title: An address must belong to one Ingress
# description: >-
#   When two Ingresses of the same class claim the same host and path, which of them gets the traffic is up to
#   the controller: the older one, the last one, or both in turns. Somebody who may create an Ingress in another
#   namespace can take requests, and cookies, that way. Whether a controller lets one take the paths of another
#   is its own setting.
# related_resources:
#   - https://kubernetes.io/docs/concepts/services-networking/ingress/
# custom:
#   severity: medium
#   kinds: [relation]
#   resources: [Ingress]
#   optional: true
#   cwe: []
#   remediation: >-
#     Give each Ingress its own host or path, or merge them.
#   message: "{host}{url} belongs to {others} as well"
#   tags: []
#   aliases: []
package touchstone.ingress["duplicate-path"]

not_applicable contains "it is no Ingress with rules" if count(_rivals) == 0

_rivals := object.get(input, "rivals", [])

fail contains {
	"path": claim.path,
	"details": {"host": claim.host, "url": claim.url, "others": concat(", ", claim.others)},
} if {
	some claim in _rivals
	count(claim.others) > 0
}
