/** Placeholder. */
package io.dyff.operator.api;
