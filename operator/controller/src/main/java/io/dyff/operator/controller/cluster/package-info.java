/** What is seen of the cluster and done to it: informers, the queue of passes, and the writes. */
@NullMarked
package io.dyff.operator.controller.cluster;

import org.jspecify.annotations.NullMarked;
