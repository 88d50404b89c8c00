/** One container: its environment, mounts, arguments, process and what it leaves on disk. */
@NullMarked
package io.dyff.node.container;

import org.jspecify.annotations.NullMarked;
