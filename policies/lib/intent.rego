# METADATA
# description: >-
#   What touchstone.yaml states of a system, held against its graphs. Each statement is a check of its own that is written
#   from it; what makes it fail is here.
package touchstone.lib.intent

import data.touchstone.lib.access

# METADATA
# description: The reason why a statement of connections has nothing to say of an object.
not_meant(name) := "the statement is not about it" if not input.segmentation[name]

# METADATA
# description: Connections that are open and were stated to be denied.
opened(name) := [connection |
	some connection in input.segmentation[name]
	connection.open != ""
]

# METADATA
# description: Connections that were stated to be allowed and are closed, on some of the stated ports at least.
closed(name) := [connection |
	some connection in input.segmentation[name]
	connection.closed != ""
]

# METADATA
# description: The failure of a connection on these ports, at the pods that the statement is about.
connection_failure(connection, ports) := {
	"path": input.podPath,
	"details": {
		"from": connection.from,
		"to": connection.to,
		"ports": _ports(ports),
		"why": connection.why,
	},
}

# METADATA
# description: The reason why a statement of rights has nothing to say of an object.
no_binding := access.no_binding

# METADATA
# description: Subjects of the binding that have what only others may have.
excess(name) := [holder |
	some holder in input.privileges[name]
	not holder.permitted
]

# METADATA
# description: The failure of a subject that may do more than was stated.
excess_failure(holder) := {
	"path": holder.path,
	"details": {
		"subject": holder.subject,
		"rights": holder.rights,
		"role": access.role,
		"scope": access.scope,
	},
}

_ports("all") := "all ports"

_ports(ports) := ports if ports != "all"
