/** The operator's process: its command line, its settings and the start of its controllers. */
@NullMarked
package io.dyff.operator.controller;

import org.jspecify.annotations.NullMarked;
