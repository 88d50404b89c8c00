/** What decides who may run, measured on a real database and nothing else. */
package io.dyff.bench.admission;
