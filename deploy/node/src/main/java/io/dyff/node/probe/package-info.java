/** Startup, readiness and liveness of a container. */
@NullMarked
package io.dyff.node.probe;

import org.jspecify.annotations.NullMarked;
