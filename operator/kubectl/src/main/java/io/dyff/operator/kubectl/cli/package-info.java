/** The commands, their options and their exit codes. */
@NullMarked
package io.dyff.operator.kubectl.cli;

import org.jspecify.annotations.NullMarked;
