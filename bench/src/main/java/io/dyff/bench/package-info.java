/** Measures the platform against bare baselines in the same run, prints a table, and fails on nothing. */
package io.dyff.bench;
