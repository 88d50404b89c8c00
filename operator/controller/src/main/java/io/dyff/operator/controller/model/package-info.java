/** Model: one Job that fetches its files. */
@NullMarked
package io.dyff.operator.controller.model;

import org.jspecify.annotations.NullMarked;
