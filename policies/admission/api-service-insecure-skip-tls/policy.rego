# METADATA
# title: API services must be verified by their certificate
# description: >-
#   The API server forwards requests for an aggregated API to its service, with the name and the groups of the user in
#   headers. With insecureSkipTLSVerify it does so to whoever answers, and whoever gets in between reads them and
#   answers in the name of the API.
# related_resources:
#   - https://kubernetes.io/docs/tasks/extend-kubernetes/setup-extension-api-server/
# custom:
#   severity: high
#   kinds: [object]
#   resources: [APIService]
#   optional: true
#   cwe: [295]
#   remediation: >-
#     Set caBundle to the authority that signed the certificate of the service, by cert-manager for example, and
#     remove insecureSkipTLSVerify.
#   message: "the certificate of the service behind this API is not verified"
#   tags: []
#   aliases: []
package touchstone.admission["api-service-insecure-skip-tls"]

import data.touchstone.lib.manifests
import data.touchstone.lib.values

not_applicable contains manifests.other_than("apiregistration.k8s.io", "APIService")

not_applicable contains "the API server serves this API itself" if {
	manifests.is("apiregistration.k8s.io", "APIService")
	values.field(_spec, "service") == null
	values.is_off(values.field(_spec, "insecureSkipTLSVerify"))
}

fail contains {"path": ["spec", "insecureSkipTLSVerify"], "details": {}} if {
	not values.is_off(values.field(_spec, "insecureSkipTLSVerify"))
}

_spec := values.field(input, "spec")
