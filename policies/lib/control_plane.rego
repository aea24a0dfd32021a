# METADATA
# description: >-
#   Reads how a component of the control plane or of a node is configured. Fields of configuration files have the names of
#   flags. What one document does not say may be said in a file that it names: then a check has nothing to say, unless
#   something that is there is wrong.
package touchstone.lib.control_plane

import data.touchstone.lib.target

# METADATA
# description: Why a check of these components has nothing to say of the document.
other_than(components) := concat("", ["the component is no ", concat(" or ", components)]) if {
	not input.component in components
}

# METADATA
# description: >-
#   Why a check that found no failure says nothing all the same: one of these flags is not in the document, and may be in
#   the file that the component reads as well.
untold(flags, failures) := "the rest is in a configuration file that is not in this document" if {
	count(failures) == 0
	input.elsewhere
	some flag in flags
	not has(flag)
}

# METADATA
# description: Whether the document says anything of the flag.
has(flag) if is_string(input.flags[flag])

# METADATA
# description: Whether the flag is missing, and nowhere else.
lacks(flag) if {
	not input.elsewhere
	not has(flag)
}

# METADATA
# description: Whether the flag names something; a value that the component would refuse is none.
names(flag) if {
	text(flag) != ""
	text(flag) != "invalid"
}

# METADATA
# description: >-
#   Whether the flag had to name something, and does not: it is empty, of the wrong type, or missing where it would have
#   to be.
fails_to_name(flag) if lacks(flag)

fails_to_name(flag) if {
	has(flag)
	not names(flag)
}

# METADATA
# description: What the flag says, empty when it is missing.
text(flag) := input.flags[flag] if has(flag)

else := ""

# METADATA
# description: What the flag says for a message.
shown(flag) := "not set" if not has(flag)

else := "empty" if text(flag) == ""

else := text(flag)

# METADATA
# description: What Go reads as a switch that is on, and as one that is off.
is_on(flag) if text(flag) in {"1", "t", "T", "TRUE", "true", "True"}

is_off(flag) if text(flag) in {"0", "f", "F", "FALSE", "false", "False"}

# METADATA
# description: The items of a flag that takes a list.
items(flag) := [trim_space(item) | some item in split(text(flag), ","); trim_space(item) != ""]

# METADATA
# description: Where the flag stands, or where it should.
path(flag) := input.paths[flag] if input.paths[flag]

else := input.path

# METADATA
# description: What all findings tell.
failure(flag, details) := {
	"path": path(flag),
	"details": object.union({"component": input.component, "flag": flag, "value": shown(flag)}, details),
}

# METADATA
# description: Whether the component is of Kubernetes 1.<minor> or newer; by the target where it does not say itself.
at_least(minor) if input.minor >= minor

at_least(minor) if {
	not is_number(input.minor)
	target.at_least(minor)
}

# METADATA
# description: >-
#   Whether a kubelet has the defaults that hold without any configuration file: they let everybody in, and are older than
#   the file.
has_kubelet_flag_defaults if {
	input.component == "kubelet"
	input.source != "file"
	not input.elsewhere
}

# METADATA
# description: Whether an address, with or without a port, is the machine itself alone.
is_loopback(address) if regex.match(`^(127(\.[0-9]{1,3}){3}|localhost|::1|\[::1\])(:[0-9]+)?$`, address)
