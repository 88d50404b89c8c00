/** Dataset: one Job that opens its files. */
@NullMarked
package io.dyff.operator.controller.dataset;

import org.jspecify.annotations.NullMarked;
