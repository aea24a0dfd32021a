# METADATA
# title: Components must be of versions that are still maintained
# description: >-
#   Once a version has reached its end, vulnerabilities are still found in it, and nobody mends them: no scanner can offer
#   a fix. The list has what is maintained at the end of November 2026 by the calendars that the makers have announced, which
#   are linked here. Packages of Linux distributions are left alone, because distributions maintain old versions themselves.
# related_resources:
#   - https://openssl-library.org/policies/releasestrat/
#   - https://devguide.python.org/versions/
#   - https://github.com/nodejs/release#release-schedule
#   - https://go.dev/doc/devel/release
#   - https://www.php.net/supported-versions.php
#   - https://www.ruby-lang.org/en/downloads/branches/
#   - https://www.postgresql.org/support/versioning/
#   - https://logging.apache.org/security.html
#   - https://tomcat.apache.org/whichversion.html
#   - https://docs.djangoproject.com/en/dev/internals/release-process/
#   - https://docs.angularjs.org/misc/version-support-status
#   - https://v2.vuejs.org/eol/
# custom:
#   severity: high
#   kinds: [sbom, component]
#   resources: [BillOfMaterials, Component]
#   optional: true
#   cwe: [1104]
#   remediation: >-
#     Move to a version that its makers maintain; plan the next move by their calendar, before the end comes.
#   message: "{component} is no longer maintained, and {floor} is the lowest version that is ({file})"
#   tags: []
#   aliases: []
#   parameters:
#     versions:
#       description: >-
#         The lowest version of each component that is still maintained, by the component's name or by its package URL
#         without a version. Of the defaults: openssl by openssl.org (3.0 ended in September 2026, and 3.5 is the next with
#         long support), python by devguide.python.org (3.10 ended in October 2026), node by github.com/nodejs/release (20
#         ended in April 2026), Go by go.dev (the two newest), php by php.net (8.1 ended in December 2025), ruby by
#         ruby-lang.org (3.2 ended in the spring of 2026), postgresql by postgresql.org (14 ended in November 2026), log4j and
#         log4j-core by logging.apache.org (1.x ended in 2015; 2.17.1 is the first without the known ways to run code),
#         Tomcat by tomcat.apache.org (8.5 ended in March 2024), Django by djangoproject.com (4.2 ended in April 2026),
#         AngularJS by angularjs.org (ended in 2021), Vue by vuejs.org (2 ended in December 2023).
#       default:
#         log4j-core: 2.17.1
#         node: "22"
#         openssl: 3.5.0
#         php: "8.2"
#         pkg:golang/stdlib: "1.26"
#         pkg:maven/log4j/log4j: "2"
#         pkg:npm/angular: "2"
#         pkg:npm/vue: "3"
#         pkg:pypi/django: "5.2"
#         postgresql: "15"
#         python: "3.11"
#         ruby: "3.3"
#         tomcat-embed-core: "9"
#       schema: { type: object, additionalProperties: { type: string, pattern: "^\\d+(\\.\\d+){0,3}$" } }
#       bound:
#         description: must name a lowest version above 0 for each of log4j-core, node, openssl and python
#         required: [log4j-core, node, openssl, python]
#         additionalProperties: { not: { pattern: "^0+(\\.0+)*$" } }
package touchstone.supply["end-of-life"]

import data.touchstone.lib.bills

_versions := data.touchstone.parameters["supply/end-of-life"].versions

not_applicable contains bills.unjudged(_is_faulty)

fail contains {"path": [], "details": object.union(bills.details, {"floor": floor})} if some floor in _missed

default _is_faulty := false

_is_faulty if count(_missed) > 0

# Lowest versions that the component does not reach. One whose version is not said, or begins with no number, reaches none.
_missed contains floor if {
	not bills.is_bill
	not bills.is_distributed
	floor := _versions[lower(input.name)]
	bills.numbers(input.version) < bills.numbers(floor)
}

_missed contains floor if {
	some key, floor in _versions
	startswith(key, "pkg:")
	_is_package(key)
	bills.numbers(input.version) < bills.numbers(floor)
}

_is_package(key) if input.purl == key

_is_package(key) if startswith(input.purl, concat("", [key, "@"]))
