/** Makes what is given away of what a build has packaged: images as one OCI layout, and a zip for one machine. */
@NullMarked
package io.dyff.images;

import org.jspecify.annotations.NullMarked;
