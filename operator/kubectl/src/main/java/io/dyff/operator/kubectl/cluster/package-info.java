/** What is asked of a cluster: a resource and everything that belongs to it. */
@NullMarked
package io.dyff.operator.kubectl.cluster;

import org.jspecify.annotations.NullMarked;
