/** Edits of a running platform's files, good and bad, under load: what serves when, what is refused, what is lost. */
package io.dyff.bench.live;
