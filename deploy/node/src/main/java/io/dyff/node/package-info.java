/** The node agent of the local platform: a kubelet that runs pods as processes of this machine. */
@NullMarked
package io.dyff.node;

import org.jspecify.annotations.NullMarked;
