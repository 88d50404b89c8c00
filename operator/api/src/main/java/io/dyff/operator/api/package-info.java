/** What kubectl sees: the Java types of the custom resources, from which the CRDs are generated. */
@NullMarked
package io.dyff.operator.api;

import org.jspecify.annotations.NullMarked;
