/** Processes of this machine, told apart from others that later get the same id, and the programs they are started from. */
@NullMarked
package io.dyff.node.process;

import org.jspecify.annotations.NullMarked;
