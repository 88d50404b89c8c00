/** The status of all kinds: conditions, reasons, and how one status follows another. */
@NullMarked
package io.dyff.operator.controller.status;

import org.jspecify.annotations.NullMarked;
