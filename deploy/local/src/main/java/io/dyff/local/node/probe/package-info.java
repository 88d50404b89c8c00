/** Startup, readiness and liveness of a container. */
@NullMarked
package io.dyff.local.node.probe;

import org.jspecify.annotations.NullMarked;
