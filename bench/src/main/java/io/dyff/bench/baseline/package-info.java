/** The bare programs that ours are held against: the same duty on the plainest stack. */
package io.dyff.bench.baseline;
