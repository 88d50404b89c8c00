/** Objects as bytes with their versions: in memory for reading, in a journal for the next start, in logs for watches. */
package io.dyff.kube.store;
