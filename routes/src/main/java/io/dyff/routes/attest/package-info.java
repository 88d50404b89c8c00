/** Attestations: what is said of a result, signed, and the keys that sign it. */
@NullMarked
package io.dyff.routes.attest;

import org.jspecify.annotations.NullMarked;
