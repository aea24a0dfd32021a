# METADATA
# description: Reads credentials, and says what findings tell of them.
package touchstone.lib.credentials

# METADATA
# description: What all findings tell of a credential; never what it is.
details := {"credential": input.name, "place": input.of}
