/** Makes the images of the platform's own programs as one OCI layout, from what a build has packaged. */
@NullMarked
package io.dyff.images;

import org.jspecify.annotations.NullMarked;
