"""A site and the versions before it -> one commit on the branch that is served.

`versions` says what a version is. `marks`, `tombstone` and `rewrite` are text in, text out. `branch` is git.
`with_mike` puts the new version beside the old ones. `command` is the order in which all this happens.
An adapter, like the MkDocs plugin: it may import anything below, nothing imports it.
"""
