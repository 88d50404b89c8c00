/** A loopback HTTP forward proxy that resolves Service names to ready pods. */
@NullMarked
package io.dyff.node.proxy;

import org.jspecify.annotations.NullMarked;
