/** A consumer's poll as one unit of work: collected, and written once. */
package io.dyff.routes.state.poll;
