/** Placeholder. */
package io.dyff.local;
