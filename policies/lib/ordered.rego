# METADATA
# description: >-
#   What OPA does in the order of values, and a policy in WASM in the order of hashes. The policies of other tools are
#   changed to call these, so that their messages read the same.
package touchstone.lib.ordered

# METADATA
# description: The texts of an array in their order, or of a set in alphabetical order, as one text.
joined(delimiter, texts) := concat(delimiter, sort(texts)) if is_set(texts)

else := concat(delimiter, texts)
