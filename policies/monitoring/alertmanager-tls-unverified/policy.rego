# METADATA
# title: Alertmanager must verify whom it tells
# description: >-
#   Alerts say what is broken and where, and the requests that carry them hold the key of the channel. With the check of
#   the certificate off, or mail that may go in clear, whoever is between can read them, keep them back and use the key.
# custom:
#   severity: medium
#   kinds: [monitoring]
#   optional: true
#   cwe: [295, 319]
#   remediation: >-
#     Remove the setting. Where the certificate is from an own authority, name it in `tls_config.ca_file`.
#   message: "{setting} leaves a connection of Alertmanager open to whoever is between"
#   tags: []
#   aliases: []
package touchstone.monitoring["alertmanager-tls-unverified"]

import data.touchstone.lib.monitoring


not_applicable contains monitoring.other("alertmanager")

fail contains {"path": setting.path, "details": {"setting": setting.setting}} if some setting in input.unverified
