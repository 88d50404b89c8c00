/** Placeholder. */
package io.dyff.bench;
