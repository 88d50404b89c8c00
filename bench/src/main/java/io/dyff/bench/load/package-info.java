/** A small closed-loop load generator and what it counts. */
package io.dyff.bench.load;
