/** One pod: its containers in order, its volumes, its status on the API server. */
@NullMarked
package io.dyff.node.pod;

import org.jspecify.annotations.NullMarked;
