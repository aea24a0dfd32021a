# METADATA
# title: Databases of scanners must be recent
# description: >-
#   A scanner of packages compares their versions with a database of known vulnerabilities, to which some are added every
#   day. With last week's database it finds none of this week's, and says that all is well. A run whose database is too
#   old does not count for what it did not find.
# custom:
#   severity: medium
#   kinds: [scan]
#   resources: [ScannerRun]
#   optional: true
#   cwe: []
#   remediation: Let the scanner update its database before it runs, and let the run fail when it cannot.
#   message: "{tool} ran with a database that was {age} hours old, and {limit} are allowed"
#   tags: []
#   aliases: []
#   parameters:
#     hours:
#       description: How old a database may be.
#       default: 72
#       schema: { type: integer, minimum: 1 }
#       bound: { maximum: 336 }
package touchstone.scan["old-database"]

import data.touchstone.lib.scans

not_applicable contains "nobody says how old its database is, or it has none" if input.databaseAgeHours == null

fail contains {"path": [], "details": {
	"tool": input.tool.label,
	"age": ceil(input.databaseAgeHours),
	"limit": data.touchstone.parameters["scan/old-database"].hours,
}} if {
	scans.has_old_database(input)
}
