# METADATA
# title: A Prometheus with rules must know an Alertmanager
# description: >-
#   Prometheus decides that an alert fires, and leaves it to Alertmanager to tell somebody. One that loads rules and knows
#   no Alertmanager shows firing alerts on a page that nobody looks at.
# custom:
#   severity: high
#   kinds: [monitoring]
#   optional: true
#   cwe: []
#   remediation: Name the Alertmanagers under `alerting`, in prometheus.yml or in the object Prometheus.
#   message: "it loads rules and knows no Alertmanager"
#   tags: []
#   aliases: []
package touchstone.monitoring["prometheus-without-alertmanager"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("prometheus")

not_applicable contains "it loads no rules" if input.loadsRules == false

fail contains {"path": array.concat(input.path, ["alerting"]), "details": {}} if not input.alertmanagers > 0
