/** Placeholder. */
package io.dyff.routes;
