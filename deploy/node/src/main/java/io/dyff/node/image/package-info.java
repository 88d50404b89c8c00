/** Which local program stands for which container image. */
@NullMarked
package io.dyff.node.image;

import org.jspecify.annotations.NullMarked;
