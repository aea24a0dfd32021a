# METADATA
# description: Which workloads are databases, caches and brokers, by the ports that they declare or the images that they run.
package touchstone.lib.databases

import data.touchstone.lib.images

# METADATA
# description: The reason why a document is not that of a database.
none := "no port and no image of it is a database's"

# METADATA
# description: >-
#   The ports of databases that it declares; when it declares none, those of the databases whose images it runs. A Job with
#   such an image is a client.
ports(parameters) := declared if {
	declared := [port.port |
		some port in input.ports
		port.protocol == "TCP"
		port.port in parameters.ports
	]
	count(declared) > 0
}

else := [] if input.kind in ["CronJob", "Job"]

else := [port |
	some image in input.images
	port := parameters.images[images.name(image)]
]
