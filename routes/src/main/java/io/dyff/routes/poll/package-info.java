/** A consumer's poll as one unit of work: collected, written once, committed once. */
package io.dyff.routes.poll;
