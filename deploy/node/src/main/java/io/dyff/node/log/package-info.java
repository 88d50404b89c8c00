/** What containers print: files with a cap, and readers that can follow them. */
@NullMarked
package io.dyff.node.log;

import org.jspecify.annotations.NullMarked;
